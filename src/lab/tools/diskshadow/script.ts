import { readFileSync } from "node:fs";

/**
 * The lines of a script as Diskshadow takes them: one that ends in a line feed alone loses its last character.
 *
 * @throws Error when it cannot be read
 */
export function readScript(path: string): readonly string[] {
  const text = readFileSync(path, "latin1");
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  const read = lines.map((line) => line.slice(0, -1));
  return last === "" ? read : [...read, last];
}

/** The words of a command: those in quotes may have blanks in them. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
}
