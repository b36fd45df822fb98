import { strToU8, type Zippable, zipSync } from "fflate";

/** So much of one file, and of all together, unpacked, in bytes: it is to go by mail. */
const MOST_FILE = 4 * 1024 * 1024;
const MOST_ALL = 24 * 1024 * 1024;

export interface BundleFile {
  /** Path in the zip, with `/`. */
  readonly name: string;
  readonly text: string;
  /** A cut text is worth something (a log); absent: it is put in whole or not at all. */
  readonly keepEnd?: true;
}

/**
 * A zip of files, the most important first: what does not fit any more is left out, and named. Every text goes through
 * `redact`.
 */
export function bundleOf(files: readonly BundleFile[], redact: (text: string) => string): Uint8Array {
  const zipped: Zippable = {};
  const leftOut: string[] = [];
  let size = 0;
  for (const { name, text, keepEnd } of files) {
    const whole = strToU8(redact(text));
    const bytes = keepEnd === true ? whole.subarray(Math.max(0, whole.length - MOST_FILE)) : whole;
    if (bytes.length > MOST_FILE || size + bytes.length > MOST_ALL) {
      leftOut.push(`${name}: ${whole.length} bytes`);
      continue;
    }
    size += bytes.length;
    zipped[redact(name)] = bytes;
  }
  if (leftOut.length > 0) zipped["left-out.txt"] = strToU8(redact(`${leftOut.join("\n")}\n`));
  return zipSync(zipped, { level: 6 });
}
