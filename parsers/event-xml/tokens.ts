/** What stands at a `<`. */
export type XmlToken =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: XmlAttributes;
      readonly empty: boolean;
      readonly damaged: boolean;
      readonly end: number;
    }
  | { readonly kind: "close"; readonly name: string; readonly end: number }
  /** A comment or an instruction (no text), or a CDATA section. */
  | { readonly kind: "section"; readonly text: string; readonly end: number }
  /** No markup at all. */
  | { readonly kind: "stray"; readonly end: number };

export type XmlAttributes = readonly (readonly [name: string, value: string])[];

const OPEN = /<([^\s/>=<"'&!?]+)((?:\s+[^\s=<>/"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
/** A start tag with damaged attributes: better an element without its name than a shifted list of strings. */
const DAMAGED_OPEN = /<([A-Za-z_][\w:.-]*)([^<>]*?)(\/?)>/y;
const CLOSE = /<\/([^\s/><]+)\s*>/y;
const ATTRIBUTE = /([^\s=<>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|["']?([^\s"'>]+))/g;
const REFERENCE = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const CDATA = "<![CDATA[";
const SECTIONS = [
  ["<!--", "-->"],
  [CDATA, "]]>"],
  ["<?", "?>"],
] as const;

/** Reads the markup that begins at `at`, which holds a `<`. */
export function tokenAt(xml: string, at: number): XmlToken {
  const second = xml[at + 1];
  if (second === "!" || second === "?") return sectionAt(xml, at) ?? { kind: "stray", end: at + 1 };
  if (second === "/") {
    const found = matchAt(CLOSE, xml, at);
    return found === null
      ? { kind: "stray", end: at + 1 }
      : { kind: "close", name: localName(found[1]), end: CLOSE.lastIndex };
  }
  const exact = matchAt(OPEN, xml, at);
  const found = exact ?? matchAt(DAMAGED_OPEN, xml, at);
  if (found === null) return { kind: "stray", end: at + 1 };
  return {
    kind: "open",
    name: localName(found[1]),
    attributes: readAttributes(found[2] ?? ""),
    empty: found[3] === "/",
    damaged: exact === null,
    end: at + found[0].length,
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function sectionAt(xml: string, at: number): XmlToken | null {
  for (const [open, close] of SECTIONS) {
    if (!xml.startsWith(open, at)) continue;
    const end = sectionEnd(xml, at, open, close);
    if (end === null) return null;
    return {
      kind: "section",
      text: open === CDATA ? foldLines(xml.slice(at + open.length, end - close.length)) : "",
      end,
    };
  }
  return null;
}

/**
 * Where the section that begins at `at` ends; null when another of its kind begins first or the text ends.
 * So a section whose end is damaged does not swallow what follows, and searching stays linear.
 */
export function sectionEnd(text: string, at: number, open: string, close: string): number | null {
  const from = at + open.length;
  const again = text.indexOf(open, from);
  const within = again < 0 ? text.slice(from) : text.slice(from, again);
  const end = within.indexOf(close);
  return end < 0 ? null : from + end + close.length;
}

function localName(name = ""): string {
  return name.slice(name.indexOf(":") + 1);
}

function readAttributes(text: string): XmlAttributes {
  if (text === "") return [];
  const attributes: (readonly [string, string])[] = [];
  for (const [, name = "", double, single, bare] of text.matchAll(ATTRIBUTE)) {
    attributes.push([name, decodeReferences(double ?? single ?? bare ?? "")]);
  }
  return attributes;
}

/** Text between tags. */
export function decodeText(text: string): string {
  return decodeReferences(foldLines(text));
}

/** XML 1.0, 2.11: line ends are one LF; a CR that is meant is written as a reference. */
function foldLines(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** Also those that XML 1.0 forbids, since Windows writes them; those that name no character stay as text. */
export function decodeReferences(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
