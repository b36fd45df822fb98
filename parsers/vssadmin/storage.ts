import { type Line, readEntries, volumeIn } from "./lines.ts";
import type { VssSize, VssStorage } from "./types.ts";

/** A heading, two volumes (of what, and where), and three sizes (used, allocated, at most). */
export function readStorage(lines: readonly Line[]) {
  return readEntries(lines, ({ indent }) => indent === 0, storageOf);
}

function storageOf([, ...rest]: readonly Line[]): VssStorage | null {
  const [volume, storage] = rest.flatMap((line) => volumeIn(line) ?? []);
  const sizes = rest.filter((line) => volumeIn(line) === null).flatMap(({ value }) => sizeOf(value) ?? []);
  const [used, allocated, maximum] = sizes;
  if (volume === undefined || storage === undefined || sizes.length !== 3) return null;
  if (used === undefined || allocated === undefined || maximum === undefined) return null;
  return { volume, storage, used, allocated, maximum };
}

/** By first letter: `GB`, `Go`, `bytes`, `octets`. Units of Windows are powers of 1024. */
const UNITS: Readonly<Record<string, number>> = { b: 0, o: 0, k: 1, m: 2, g: 3, t: 4, p: 5, e: 6 };

/** `1.93 GB (1%)`, `1,93 Go (1 %)`, `0 bytes (0%)`; a word alone and 100% stand for no limit. */
function sizeOf(value: string | null): VssSize | null {
  const share = /\((\d{1,3}) ?%\)$/.exec(value ?? "");
  const text = (value ?? "").slice(0, share?.index).trim();
  const percent = share === null ? null : Number(share[1]);
  const amount = /^(\d[\d.,\u00A0\u202F ]{0,30}) ?([A-Za-z])[a-z]{0,10}$/i.exec(text);
  if (amount === null) {
    if (/^[^\d]+$/.test(text) && percent === 100) return { bytes: null, percent, unbounded: true };
    return share === null ? null : { bytes: null, percent, unbounded: false };
  }
  const power = UNITS[(amount[2] ?? "").toLowerCase()];
  const number = decimal(amount[1] ?? "");
  const bytes = power === undefined || number === null ? null : Math.round(number * 1024 ** power);
  return { bytes, percent, unbounded: false };
}

/** With the separators of any culture: the last one stands before at most two digits, or it is for thousands. */
function decimal(text: string): number | null {
  const [, whole = "", cents = ""] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  const digits = whole.replace(/[.,\s]/g, "");
  return /^\d{1,15}$/.test(digits) ? Number(`${digits}.${cents === "" ? "0" : cents}`) : null;
}
