import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { visible } from "../report/visible.ts";

/** Something that is wrong at a place. */
export interface Fault {
  /** From the start of the text. */
  readonly offset: number;
  /** One line; starts with the path in the file, where there is one. */
  readonly message: string;
}

export interface YamlText {
  /** What it says, as plain data; undefined when there are faults. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  lineOf(offset: number): { readonly line: number; readonly column: number };
  /** Where the value at a path stands, or, where it is not there, what should hold it. */
  offsetOf(path: readonly PropertyKey[], of: "key" | "value"): number;
}

/** Reads YAML, or JSON, which is YAML as well. Messages repeat nothing of the text but names. */
export function parseYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  const faults: Fault[] = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    message: wordsFor(error),
  }));
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      faults.push({
        offset: alias.range?.[0] ?? 0,
        message: `no anchor &${visible(alias.source)} before this alias`,
      });
    },
  });
  let value: unknown;
  if (faults.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      // Expansion of aliases without end: no text of the file stands in it.
      faults.push({ offset: 0, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  return {
    value,
    faults,
    lineOf: (offset) => {
      const { line, col } = lines.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    },
    offsetOf: (path, of) => {
      let node = resolved(document.contents);
      let offset = startOf(node);
      for (const [depth, part] of path.entries()) {
        const isLast = depth === path.length - 1;
        if (isMap(node)) {
          const pair = node.items.find(
            ({ key }) => (isScalar(key) ? String(key.value) : key) === String(part),
          );
          if (pair === undefined) break;
          offset = isLast && of === "value" ? startOf(pair.value, startOf(pair.key)) : startOf(pair.key);
          node = resolved(pair.value);
        } else if (isSeq(node) && typeof part === "number") {
          node = node.items[part];
          offset = startOf(node, offset);
          node = resolved(node);
        } else break;
      }
      return offset;
    },
  };
}

function startOf(node: unknown, otherwise = 0): number {
  return (node as Node | null | undefined)?.range?.[0] ?? otherwise;
}

/** Some of the library's messages repeat the text, which may be a secret. */
function wordsFor({ code, message }: YAMLError): string {
  switch (code) {
    case "UNEXPECTED_TOKEN":
      return "this cannot stand here; is it indented like the lines that it belongs to?";
    case "BAD_DQ_ESCAPE":
      return "a \\ in double quotes begins an escape: write paths of Windows without quotes, or in single ones";
    case "BLOCK_AS_IMPLICIT_KEY":
      return 'a second ": " in a line: put a text that holds it into quotes';
    case "MULTIPLE_DOCS":
      return 'a second document ("---") in one file';
    case "DUPLICATE_KEY":
      return "this key stands here twice";
    case "TAG_RESOLVE_FAILED":
      return "tags (!) have no meaning here; put the text into quotes";
    default:
      return visible(message.split("\n", 1)[0] ?? message).slice(0, 200);
  }
}
