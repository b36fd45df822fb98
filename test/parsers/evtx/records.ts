import fc from "fast-check";
import { fileTimeText } from "../../../parsers/evtx/time.ts";
import type { EventRecord } from "../../../parsers/record.ts";

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });

/** Any UTF-16: lone surrogates, controls, NULs at the end, characters beyond the first plane, and plain words. */
const units = fc
  .array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 0xd83d, 0xde00, 0x20, 0x3c)), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));
export const anyText = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "EX1.contoso.com",
    "C:\\Mailbox\\DB1.edb",
    "\ud83d\ude00",
    "\ud940",
    "a\0",
    "a\0b",
    "\r\n\t",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
  units,
);

/** Names that a path can hold. */
const elementName = anyText.map((text) => text.replaceAll(/[/@]/g, "-")).filter((text) => text !== "");
const attributeName = elementName.filter((name) => name !== "xmlns" && !name.startsWith("xmlns:"));

interface Branch {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly content: string | readonly Branch[];
}

const { tree } = fc.letrec<{ tree: Branch }>((tie) => ({
  tree: fc.record({
    name: elementName,
    attributes: fc.array(fc.tuple(attributeName, anyText), { maxLength: 2 }),
    content: fc.oneof(
      { maxDepth: 3 },
      anyText,
      fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<readonly Branch[]>,
    ),
  }),
}));

/** The leaves of a tree as a record lists them; elements of one name in a row could not be told apart. */
function leavesOf(branch: Branch, parent: string, leaves: (readonly [string, string])[]): void {
  const path = parent === "" ? branch.name : `${parent}/${branch.name}`;
  for (const [name, text] of branch.attributes) leaves.push([`${path}@${name}`, text]);
  if (typeof branch.content === "string") leaves.push([path, branch.content]);
  else for (const child of branch.content) leavesOf(child, path, leaves);
}

const user = fc.array(tree, { maxLength: 3 }).map((branches) => {
  const leaves: (readonly [string, string])[] = [];
  for (const branch of branches) leavesOf(branch, "", leaves);
  return leaves;
});

const time = fc
  .oneof(fc.bigInt({ min: 0n, max: (1n << 61n) - 1n }), fc.bigInt({ min: 1n << 56n, max: 1n << 57n }))
  .map((ticks) => fileTimeText(Number(ticks & 0xffff_ffffn), Number(ticks >> 32n)));

/** Strings, some of them named; the names are what `data` has of them. */
const eventData = fc
  .array(fc.tuple(maybe(anyText), anyText), { maxLength: 6 })
  .map((items): Pick<EventRecord, "strings" | "data"> => {
    const named = new Map<string, string>();
    const strings: string[] = [];
    for (const [name, text] of items) {
      if (name !== null && named.has(name)) continue;
      strings.push(text);
      if (name !== null) named.set(name, text);
    }
    return { strings, data: Object.fromEntries(named) };
  });

const binary = fc
  .uint8Array({ minLength: 1, maxLength: 20 })
  .map((bytes) => Buffer.from(bytes).toString("hex").toUpperCase());

const keywords = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((value) => `0x${value.toString(16)}`);

/** Any record that the format can hold; `origin` is not stored. */
export const arbitraryRecord: fc.Arbitrary<EventRecord> = fc
  .record({
    server: maybe(anyText),
    channel: maybe(anyText),
    recordId: fc.oneof(
      maybe(fc.maxSafeNat()),
      fc.bigInt({ min: 1n << 53n, max: (1n << 64n) - 1n }).map((id) => id.toString()),
    ),
    provider: maybe(anyText),
    eventId: maybe(fc.nat(0xffff)),
    qualifiers: maybe(fc.nat(0xffff)),
    level: maybe(fc.nat(0xff)),
    task: maybe(fc.nat(0xffff)),
    taskName: maybe(anyText),
    keywords: maybe(keywords),
    time: maybe(time),
    processId: maybe(fc.nat(0xffff_ffff)),
    threadId: maybe(fc.nat(0xffff_ffff)),
    user,
    binary: maybe(binary),
    message: maybe(anyText),
  })
  .chain((fields) => eventData.map((data) => ({ ...fields, ...data, origin: "" })));
