import { decodeText, tokenAt, type XmlAttributes } from "./tokens.ts";

/** An element with its own text; names are without namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: readonly XmlElement[];
  /** The text directly in this element, line ends as LF. */
  readonly text: string;
  /** Its end tag was there. */
  readonly closed: boolean;
  /** All that stands in a Data element that has elements in it: markup that some tools do not escape. */
  readonly markup?: string;
}

export interface XmlTree {
  /** A nameless element around all that was found. */
  readonly root: XmlElement;
  /** How many places were not well-formed; they were read as far as their meaning is plain. */
  readonly faults: number;
}

interface OpenElement {
  readonly name: string;
  readonly attributes: XmlAttributes;
  readonly children: OpenElement[];
  text: string;
  closed: boolean;
  markup?: string;
  /** Where its content begins. */
  readonly from: number;
}

/** Real events nest 9 deep (measured over 94,000 of them). */
const DEPTH = 64;
const ELEMENTS = 100_000;

/**
 * Reads a piece of XML, well-formed or not: what is no markup is text, an end tag closes the nearest element
 * of its name, characters that XML 1.0 forbids are kept. Never throws; linear in the length of the text.
 */
export function readXmlTree(xml: string): XmlTree {
  const root: OpenElement = { name: "", attributes: [], children: [], text: "", closed: false, from: 0 };
  const stack: OpenElement[] = [root];
  let faults = 0;
  let elements = 0;
  let at = 0;

  const open = (name: string, attributes: XmlAttributes, empty: boolean, from: number): void => {
    if (stack.length > DEPTH || ++elements > ELEMENTS) {
      faults++;
      return;
    }
    const element: OpenElement = { name, attributes, children: [], text: "", closed: empty, from };
    topOf(stack, root).children.push(element);
    if (!empty) stack.push(element);
  };

  const close = (name: string, to: number): void => {
    const depth = stack.findLastIndex((element) => element.name === name);
    const closing = stack[depth];
    if (depth <= 0 || closing === undefined) {
      faults++;
      return;
    }
    faults += stack.length - 1 - depth;
    closing.closed = true;
    if (name === "Data" && closing.children.length > 0) {
      closing.markup = decodeText(xml.slice(closing.from, to));
    }
    stack.length = depth;
  };

  while (at < xml.length) {
    const mark = xml.indexOf("<", at);
    const until = mark < 0 ? xml.length : mark;
    if (until > at) topOf(stack, root).text += decodeText(xml.slice(at, until));
    if (mark < 0) break;
    const token = tokenAt(xml, mark);
    at = token.end;
    if (token.kind === "open") open(token.name, token.attributes, token.empty, at);
    else if (token.kind === "close") close(token.name, mark);
    else topOf(stack, root).text += token.kind === "section" ? token.text : "<";
    if (token.kind === "stray" || (token.kind === "open" && token.damaged)) faults++;
  }
  return { root, faults: faults + stack.length - 1 };
}

function topOf(stack: readonly OpenElement[], root: OpenElement): OpenElement {
  return stack[stack.length - 1] ?? root;
}
