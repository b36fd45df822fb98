/** What the name of a log says of it. `number` is the generation by the name; the header may say another. */
export type LogName =
  | { readonly kind: "closed"; readonly base: string; readonly number: number; readonly digits: number }
  | { readonly kind: "current"; readonly base: string }
  /** Kept for a full disk, or being prepared: never part of the sequence, whatever it holds. */
  | { readonly kind: "reserved"; readonly base: string };

const SEQUENCE = /^(.{3})([0-9a-f]{8}|[0-9a-f]{5})?\.(?:log|jtx)$/i;
const RESERVED = /^(.{3})(?:(?:tmp|res[0-9a-f]*)\.(?:log|jtx)|.*\.jrs)$/i;
/** The two reserves of old versions, which have no base name. */
const OLD_RESERVED = /^res[12]\.log$/i;

/** Reads the name of a log (without folder), null when it is none. The base name is kept as it is written. */
export function logName(name: string): LogName | null {
  if (OLD_RESERVED.test(name)) return { kind: "reserved", base: "" };
  const reserved = RESERVED.exec(name);
  if (reserved !== null) return { kind: "reserved", base: reserved[1] ?? "" };
  const match = SEQUENCE.exec(name);
  const base = match?.[1];
  if (match === null || base === undefined) return null;
  const digits = match[2];
  if (digits === undefined) return { kind: "current", base };
  return { kind: "closed", base, number: Number.parseInt(digits, 16), digits: digits.length };
}

/** The name of a closed log: `E0000000020.log`. Very old sets have five digits. */
export function closedLogName(base: string, generation: number, digits = 8): string {
  return `${base}${generation.toString(16).toUpperCase().padStart(digits, "0")}.log`;
}
