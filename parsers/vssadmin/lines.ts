import type { VssVolume } from "./types.ts";

/** A line of the output, without the program's own heading. */
export interface Line {
  readonly indent: number;
  readonly text: string;
  /** Behind the first colon; null where there is none. In some languages a blank stands before it, or it is a wide one. */
  readonly value: string | null;
}

/** No list of a server is near this. */
const MOST_CHARACTERS = 4 * 1024 * 1024;
const MOST_LINE = 2_000;

/** The lines that hold something. The heading goes up to the first blank line. */
export function linesOf(output: string): readonly Line[] {
  const all = output
    .slice(0, MOST_CHARACTERS)
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/);
  const first = all.findIndex((text) => text.trim() !== "");
  const headed = /^vssadmin \d/i.test(all[first]?.trim() ?? "");
  const blank = all.findIndex((text, at) => at > first && text.trim() === "");
  const body = headed ? (blank < 0 ? [] : all.slice(blank)) : all;
  return body.flatMap((raw) => {
    const text = raw.slice(0, MOST_LINE).trimEnd();
    if (text.trim() === "") return [];
    const indent = text.length - text.trimStart().length;
    return [{ indent, text: text.trim(), value: labelledValue(text.trim()) }];
  });
}

function labelledValue(text: string): string | null {
  // A drive letter (`(C:)\\?\Volume...`) is no end of a label.
  const match = /^[^:\uFF1A({\\]{1,200}[:\uFF1A](.*)$/.exec(text);
  return match === null ? null : (match[1] ?? "").trim();
}

/** Each line that begins an entry, with those below it; what stands before the first one is given apart. */
export function entriesOf(
  lines: readonly Line[],
  begins: (line: Line) => boolean,
): { readonly entries: readonly (readonly Line[])[]; readonly before: readonly Line[] } {
  const entries: Line[][] = [];
  const before: Line[] = [];
  for (const line of lines) {
    if (begins(line)) entries.push([line]);
    else (entries.at(-1) ?? before).push(line);
  }
  return { entries, before };
}

/** The entries that can be read, and the lines of all else. */
export function readEntries<Item>(
  lines: readonly Line[],
  begins: (line: Line) => boolean,
  read: (entry: readonly Line[]) => Item | null,
): { readonly items: readonly Item[]; readonly unread: readonly Line[] } {
  const { entries, before } = entriesOf(lines, begins);
  const items: Item[] = [];
  const unread = [...before];
  for (const entry of entries) {
    const item = read(entry);
    if (item === null) unread.push(...entry);
    else items.push(item);
  }
  return { items, unread };
}

const GUID = /\{([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}/i;

/** The GUID that a line ends with, if it is not part of a volume's name. */
export function guidIn({ text }: Line): string | null {
  const match = new RegExp(`(?<!Volume)${GUID.source}$`, "i").exec(text);
  return match?.[1]?.toLowerCase() ?? null;
}

/** `(C:)\\?\Volume{...}\`, or the name alone. */
export function volumeIn({ text }: Line): VssVolume | null {
  const match = new RegExp(`(?:\\(([^()]{2,260})\\))?\\\\\\\\\\?\\\\Volume${GUID.source}\\\\?$`, "i").exec(
    text,
  );
  return match === null ? null : { path: match[1] ?? null, guid: (match[2] ?? "").toLowerCase() };
}

const QUOTED =
  /'([^']+)'$|"([^"]+)"$|\u201E([^\u201C]+)\u201C$|\u201C([^\u201D]+)\u201D$|\u00AB\s*([^\u00BB]+?)\s*\u00BB$/;

/** What a line ends with in quotes, of whatever language; a label may end in a colon that is not known here. */
export function quotedIn({ text }: Line): string | null {
  return (
    QUOTED.exec(text)
      ?.slice(1)
      .find((one) => one !== undefined) ?? null
  );
}
