import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { readXmlTree, type XmlElement } from "../../../parsers/event-xml/tree.ts";
import { texts } from "../damage-texts.ts";
import { createRandom, type Random } from "../random.ts";

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  text: string;
}

/** What a strict XML parser makes of a text. */
function readStrictly(xml: string): Node {
  const root: Node = { name: "", attributes: {}, children: [], text: "" };
  const stack: Node[] = [root];
  const parser = new SaxesParser({ fragment: true });
  const add = (text: string): void => {
    const top = stack.at(-1);
    if (top !== undefined) top.text += text;
  };
  parser.on("opentag", ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    stack.at(-1)?.children.push(node);
    stack.push(node);
  });
  parser.on("closetag", () => stack.pop());
  parser.on("text", add);
  parser.on("cdata", add);
  parser.write(xml).close();
  return root;
}

function comparable({ name, attributes, children, text }: XmlElement): Node {
  return { name, attributes: Object.fromEntries(attributes), children: children.map(comparable), text };
}

const TEXTS = [
  "a",
  "",
  " ",
  "&lt;x&gt;",
  "&#13;&#10;",
  "\r\n",
  "\r",
  "&amp;lt;",
  "é😀",
  "]] >",
  "&quot;'",
  "&#x1F600;",
  ">",
  "1 = 2",
] as const;
const SPECIALS = [
  "<![CDATA[<b>&amp;]]>",
  "<![CDATA[]]>",
  "<!-- <a> & -->",
  "<?pi x='<'?>",
  "<e/>",
  "<e />",
  "<e a='>' b=\"'\"></e\n>",
] as const;
const ATTRIBUTES = ["", " Name='x'", ' a="1" b = \'"\'', "\n  Qualifiers='&lt;&#228;'", " a=''"] as const;

function make(random: Random, depth: number): string {
  const parts = Array.from({ length: random.below(5) }, () => {
    const kind = random.below(3);
    if (kind === 0) return random.pick(TEXTS);
    return kind === 1 || depth === 0 ? random.pick(SPECIALS) : make(random, depth - 1);
  });
  const name = random.pick(["Data", "System", "x-1.y", "_z"]);
  return `<${name}${random.pick(ATTRIBUTES)}>${parts.join("")}</${name}>`;
}

describe("well-formed XML is read as a strict parser reads it", () => {
  it("in made texts", () => {
    for (let seed = 0; seed < 500; seed++) {
      const xml = make(createRandom(seed), 5);
      const { root, faults } = readXmlTree(xml);
      expect(comparable(root), xml).toEqual(readStrictly(xml));
      expect(faults, xml).toBe(0);
    }
  });

  it("in what Windows writes (nothing where ../shared/data is not there)", () => {
    for (const text of texts(".windows-export.xml", 300_000)) {
      const events = text.match(/<Event .*?<\/Event>/gs) ?? [];
      expect(events.length).toBeGreaterThan(10);
      for (const xml of events) expect(comparable(readXmlTree(xml).root)).toEqual(readStrictly(xml));
    }
  });
});
