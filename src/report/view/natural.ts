/**
 * Puts names as people count: DB2 before DB10, without case. By digits and code units alone, so that the order is the
 * same on every machine.
 */
export function byNumbersInName(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareParts(one, other);
    if (order !== 0) return order;
  }
  // `DB01` and `DB1` are one to the eye and yet two names.
  return left.length - right.length || byCodeUnit(a, b);
}

function partsOf(name: string): readonly string[] {
  return name.toLowerCase().match(/\d+|\D+/gu) ?? [];
}

function compareParts(a: string, b: string): number {
  if (/^\d/u.test(a) && /^\d/u.test(b)) {
    // Digits of any length: without leading zeros the longer number is the greater one.
    const [one, other] = [a, b].map((digits) => digits.replace(/^0+(?=\d)/u, "")) as [string, string];
    return one.length - other.length || byCodeUnit(one, other);
  }
  return byCodeUnit(a, b);
}

function byCodeUnit(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
