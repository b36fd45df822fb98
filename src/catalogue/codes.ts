import { JET_ERRORS } from "./codes-jet.ts";
import { VSS_CODES, WRITER_STATES } from "./codes-vss.ts";
import { WINDOWS_CODES, WRITER_CODES } from "./codes-windows.ts";

export interface DecodedCode {
  /** As one looks it up: `-2403` or `0x8007064a`. */
  readonly code: string;
  readonly name: string;
  readonly meaning: string;
}

const JET = new Map(JET_ERRORS.map(([code, name, meaning]) => [code, { name, meaning }]));
const STATES = new Map(WRITER_STATES);
const CODES = new Map<number, { readonly name: string; readonly meaning: string }>();
for (const { code, name, meaning } of [...VSS_CODES, ...WRITER_CODES, ...WINDOWS_CODES]) {
  const known = CODES.get(code);
  // A writer's code keeps its SDK name and gains what the Exchange writer means by it.
  CODES.set(
    code,
    known === undefined
      ? { name, meaning }
      : { name: known.name, meaning: `${known.meaning}; from the Exchange writer: ${meaning}` },
  );
}

/** The backup interface of the engine hands a Jet error on as 0xC8000000 + n: 0xC8000713 was seen for -1811 (0x713). */
const JET_FACILITY = 0xc8000000;

/**
 * What an error code of any of the logs means, or null. Understands `-2403`, `0xfffff69d`, `FFFFFFFC`,
 * `8007064A`, `0x800423f3`, `0xc8000713`, `0x50d`; a number may be signed or unsigned.
 */
export function decodeCode(code: string | number): DecodedCode | null {
  const value = typeof code === "number" ? code : numberOf(code);
  if (value === null || !Number.isInteger(value) || value < -0x80000000 || value > 0xffffffff) return null;
  const unsigned = value >>> 0;
  const named = CODES.get(unsigned);
  if (named !== undefined) return { code: hex(unsigned), ...named };
  const jet = jetErrorOf(unsigned);
  const error = jet === null ? undefined : JET.get(jet);
  if (jet === null) return null;
  if (error !== undefined) return { code: String(jet), ...error };
  return (unsigned & 0xffff0000) >>> 0 === JET_FACILITY
    ? { code: String(jet), name: `Jet error ${jet}`, meaning: "an error of the database engine" }
    : null;
}

/** The Jet error that a 32-bit code stands for, signed or within 0xC8000000, or null when it cannot be one. */
export function jetErrorOf(unsigned: number): number | null {
  if ((unsigned & 0xffff0000) >>> 0 === JET_FACILITY) return -(unsigned & 0xffff) || null;
  const signed = unsigned | 0;
  return signed < 0 && signed >= -0xffff ? signed : null;
}

/** The name of a writer's state (1 to 14), as in `vssadmin list writers`, or null. */
export function writerStateName(state: number): string | null {
  return STATES.get(state) ?? null;
}

function numberOf(text: string): number | null {
  const trimmed = text.trim();
  if (/^-\d{1,10}$/.test(trimmed)) return Number(trimmed);
  if (/^0x[0-9a-f]{1,8}$/i.test(trimmed)) return Number(trimmed);
  // Without 0x only the full width is hexadecimal for sure.
  return /^[0-9a-f]{8}$/i.test(trimmed) ? Number.parseInt(trimmed, 16) : null;
}

function hex(unsigned: number): string {
  return `0x${unsigned.toString(16)}`;
}
