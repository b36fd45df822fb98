import { type Role, roleOfName } from "../field-names.ts";

/** A labelled line: `Event ID: 225`, `Source = VSS`, `ProviderName : ESE`, `"EventID": 36,`. */
export interface Field {
  /** As written, to tell `TimeGenerated` from `TimeWritten`. */
  readonly name: string;
  readonly role: Role;
  readonly value: string;
  /** How it is written: Format-List pads the names, JSON quotes them. */
  readonly style: "text" | "list" | "json";
}

/** The longest name, German "Ereigniskategorie" or French "Catégorie de la tâche", with marks around it. */
const NAME_LENGTH = 48;
const SEPARATOR = /[:：=\t]/;
const BULLET = /^\s*(?:[-*•>]\s+)?(?:\*\*|`|__)?/;
const EDGE_MARKS = /^(?:\*\*|`|__)+|(?:\*\*|`|__)+$/g;

/** The labelled line that this is, when its name is known; null otherwise. Lines of a `#` heading are none. */
export function fieldOf(line: string): Field | null {
  const parts = labelOf(line) ?? cellPair(line);
  const role = parts === null ? undefined : roleOfName(parts.name);
  if (parts === null || role === undefined) return null;
  if (/^"/.test(parts.name) && /"$/.test(parts.name)) {
    return { name: parts.name, role, value: jsonValue(parts.value), style: "json" };
  }
  const style = /^\w+ +:/.test(line) ? "list" : "text";
  return { name: parts.name, role, value: withoutMarks(parts.value), style };
}

/** Values of interest are short; what a hostile line holds instead is not searched. */
function withoutMarks(value: string): string {
  return value.length > 500 ? value : value.replace(EDGE_MARKS, "").replace(/\\$/, "").trim();
}

/** Name and value of any line that has a label, known or not. */
export function labelOf(line: string): { readonly name: string; readonly value: string } | null {
  const start = BULLET.exec(line)?.[0].length ?? 0;
  const head = line.slice(start, start + NAME_LENGTH);
  const at = head.search(SEPARATOR);
  if (at <= 0 || head.startsWith("#")) return null;
  const name = head
    .slice(0, at)
    .replace(/[*_`]+/g, "")
    .trim();
  return name === "" ? null : { name, value: line.slice(start + at + 1).trim() };
}

/** A row of a table with two columns, name and value. */
function cellPair(line: string): { readonly name: string; readonly value: string } | null {
  if (!/^\s*\|/.test(line)) return null;
  const [before, name, value, after, ...more] = line.split("|", 6);
  if (before?.trim() !== "" || name === undefined || value === undefined) return null;
  return more.length > 0 || (after ?? "").trim() !== "" ? null : { name, value: value.trim() };
}

function jsonValue(value: string): string {
  const text = value.replace(/,$/, "");
  if (!text.startsWith('"')) return text === "null" ? "" : text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replace(/^"|"$/g, "");
  }
}

const LABELS =
  /(?:^|\s)(?:Log Name|Event (?:Type|Source|Category|ID)|Task Category|Source|Date|Time|Level|Keywords|User|Computer|Description|Data): ?/g;
/** So far into a line its labels are looked for. */
const REACH = 4000;

/**
 * The labelled parts of a line that lost its line ends ("Event Type: Error Event Source: VolSnap ..."); the line
 * itself where it is whole. Behind the description only a dump of data or the next event is a part; each event of XML
 * is one.
 */
export function partsOfLine(line: string): readonly string[] {
  if (line.includes("<")) return line.split(/(?=<(?:[\w.-]{1,64}:)?Event[\s>])/);
  if (!/^\s*(?:Log Name|Event (?:Type|ID|Source)|Source|Type|Date|Level): /.test(line)) return [line];
  const starts: number[] = [];
  let described = false;
  for (const found of line.slice(0, REACH).matchAll(LABELS)) {
    const label = found[0].trim();
    const behind = line.slice(found.index + found[0].length, found.index + found[0].length + 6);
    if (label === "Data:" && !/^[0-9a-f]{4}: $/i.test(behind)) continue;
    if (described && label !== "Data:" && label !== "Event Type:" && label !== "Log Name:") continue;
    described = label === "Description:" || (described && label === "Data:");
    starts.push(found.index);
  }
  const whole = starts.length < 2 || !/\bEvent ID: /.test(line.slice(0, REACH));
  return whole ? [line] : starts.map((start, index) => line.slice(start, starts[index + 1]).trim());
}
