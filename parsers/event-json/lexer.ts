export type LexResult =
  | { readonly kind: "whole"; readonly end: number }
  /** The text ends inside the object. */
  | { readonly kind: "open" }
  /** Not JSON from some place on. */
  | { readonly kind: "broken" };

/** Events nest about 10 deep. After damage each open level is looked at again, so the limit bounds that too. */
const DEPTH = 32;
const LITERAL = /(?:true|false|null|NaN|-?Infinity|-?\d[\d.eE+-]*)(?![\w.+-])/y;

const BACKSLASH = 0x5c;
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d, 0xfeff]);

type Mark = "{" | "[" | "}" | "]" | ":" | "," | "string" | "literal";

/**
 * Finds the end of the object that begins at `start`. It follows the grammar, since counting braces alone goes
 * astray at the first lost quote and takes the next objects along.
 */
export function lexObject(text: string, start: number): LexResult {
  const stack: Mark[] = ["{"];
  let previous: Mark = "{";

  for (let at = start + 1; at < text.length; ) {
    if (SPACES.has(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const mark = markAt(text, at);
    const end = endOf(mark, text, at);
    if (end === null) return { kind: "open" };
    if (end === at || !isAllowed(mark, previous, stack[stack.length - 1]) || stack.length > DEPTH) {
      return { kind: "broken" };
    }
    if (mark === "{" || mark === "[") stack.push(mark);
    if (mark === "}" || mark === "]") stack.pop();
    if (stack.length === 0) return { kind: "whole", end };
    previous = mark;
    at = end;
  }
  return { kind: "open" };
}

function markAt(text: string, at: number): Mark {
  const character = text[at] ?? "";
  if (character === '"') return "string";
  return "{}[]:,".includes(character) ? (character as Mark) : "literal";
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
