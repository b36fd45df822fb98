export type LexResult =
  | { readonly kind: "whole"; readonly end: number }
  /**
   * The text ends inside the object, or it is no JSON from some place on. `within` are the beginnings of the
   * objects in it that are open there: what holds for this one holds for them too.
   */
  | { readonly kind: "open" | "broken"; readonly within: readonly number[] };

/** Events nest about 10 deep. Where this limit is reached each level is looked at again, so it bounds that too. */
const DEPTH = 32;
const LITERAL = /(?:-?\d[\d.eE+-]*|true|false|null|NaN|-?Infinity)(?![\w.+-])/y;

const BACKSLASH = 0x5c;

type Mark = "{" | "[" | "}" | "]" | ":" | "," | "string" | "literal";

const MARKS = new Map<number, Mark | "blank">([
  ...["{", "[", "}", "]", ":", ","].map((mark) => [mark.charCodeAt(0), mark as Mark] as const),
  ...[" ", "\t", "\n", "\r", "\ufeff"].map((blank) => [blank.charCodeAt(0), "blank"] as const),
  ['"'.charCodeAt(0), "string"],
]);

/**
 * Finds the end of the object that begins at `start`. It follows the grammar, since counting braces alone goes
 * astray at the first lost quote and takes the next objects along.
 */
export function lexObject(text: string, start: number): LexResult {
  const stack: Mark[] = ["{"];
  const places: number[] = [start];
  let previous: Mark = "{";

  const failed = (kind: "open" | "broken"): LexResult => ({
    kind,
    within: places.filter((_, level) => level > 0 && stack[level] === "{"),
  });

  for (let at = start + 1; at < text.length; ) {
    const mark = MARKS.get(text.charCodeAt(at)) ?? "literal";
    if (mark === "blank") {
      at++;
      continue;
    }
    const end = endOf(mark, text, at);
    if (end === null) return failed("open");
    if (end === at || !isAllowed(mark, previous, stack[stack.length - 1])) return failed("broken");
    if (mark === "{" || mark === "[") {
      // An inner object may still be whole: it has fewer levels around it.
      if (stack.length === DEPTH) return { kind: "broken", within: [] };
      stack.push(mark);
      places.push(at);
    } else if (mark === "}" || mark === "]") {
      stack.pop();
      places.pop();
      if (stack.length === 0) return { kind: "whole", end };
    }
    previous = mark;
    at = end;
  }
  return failed("open");
}

/** Where the token ends: `at` when it is none, null when the text ends within it. */
function endOf(mark: Mark, text: string, at: number): number | null {
  if (mark === "string") return stringEnd(text, at);
  if (mark !== "literal") return at + 1;
  LITERAL.lastIndex = at;
  if (LITERAL.test(text)) return LITERAL.lastIndex;
  return isCutLiteral(text, at) ? null : at;
}

function isAllowed(mark: Mark, previous: Mark, container: Mark | undefined): boolean {
  const afterValue = "}]".includes(previous) || previous === "string" || previous === "literal";
  switch (mark) {
    case "string":
      return !afterValue;
    case ":":
      return previous === "string" && container === "{";
    case ",":
      return afterValue;
    case "}":
      return container === "{" && previous !== ":";
    case "]":
      return container === "[" && previous !== ":";
    default:
      // In an object a value stands after a colon; what follows a brace or comma is a name.
      return !afterValue && (previous === ":" || container === "[");
  }
}

/** A piece can end within `true` or a number. */
function isCutLiteral(text: string, at: number): boolean {
  return text.length - at < 32 && /^[\w.+-]*$/.test(text.slice(at));
}

/** The place after the closing quote; null when there is none. */
function stringEnd(text: string, at: number): number | null {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slash = end - 1;
    while (text.charCodeAt(slash) === BACKSLASH) slash--;
    if ((end - slash) % 2 === 1) return end + 1;
  }
  return null;
}
