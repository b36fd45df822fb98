import { TOKEN } from "../binxml/parse.ts";
import { VALUE } from "../values.ts";
import { type Page, patchU16, patchU32, putBytes, putText, putU8, putU16, putU32 } from "./page.ts";
import { putName, putTemplateHead, type Tables } from "./tables.ts";
import { contentGuid, type Document, type Literal, type Slot, type Tag, type Value } from "./template.ts";

const MORE = 0x40;
const NO_DEPENDENCY = 0xffff;

/** Writes a document: a fragment that consists of one use of a template, defined here if the chunk does not know it. */
export function putDocument(page: Page, tables: Tables, document: Document): void {
  putFragmentHeader(page);
  const content = JSON.stringify(document.root);
  const guid = contentGuid(content);
  const known = tables.templates.get(content);
  putU8(page, TOKEN.instance);
  putU8(page, 1);
  putBytes(page, guid.subarray(0, 4));
  putU32(page, known ?? page.at + 4);
  if (known === undefined) {
    tables.templates.set(content, page.at);
    putDefinition(page, tables, document.root, guid);
  }
  putValues(page, tables, document.values);
  putU8(page, TOKEN.end);
}

function putDefinition(page: Page, tables: Tables, root: Tag, guid: Uint8Array): void {
  putTemplateHead(page, guid);
  putBytes(page, guid);
  const sizeAt = page.at;
  putU32(page, 0);
  putFragmentHeader(page);
  putElement(page, tables, root);
  putU8(page, TOKEN.end);
  patchU32(page, sizeAt, page.at - sizeAt - 4);
}

function putFragmentHeader(page: Page): void {
  putU8(page, TOKEN.fragment);
  putU8(page, 1);
  putU8(page, 1);
  putU8(page, 0);
}

function putValues(page: Page, tables: Tables, values: readonly Value[]): void {
  putU32(page, values.length);
  const descriptorsAt = page.at;
  for (const value of values) {
    putU16(page, 0);
    putU8(page, value.type);
    putU8(page, 0);
  }
  values.forEach((value, i) => {
    const start = page.at;
    if ("document" in value) putDocument(page, tables, value.document);
    else putBytes(page, value.bytes);
    const size = page.at - start;
    if (size > 0xffff) page.overflowed = true;
    else patchU16(page, descriptorsAt + i * 4, size);
  });
}

function putElement(page: Page, tables: Tables, element: Tag): void {
  const { attributes, children } = element;
  putU8(page, TOKEN.element | (attributes.length > 0 ? MORE : 0));
  const only = children.length === 1 ? children[0] : undefined;
  // The value whose absence removes the element.
  putU16(
    page,
    only?.kind === "slot" && only.optional && only.type !== VALUE.binXml ? only.slot : NO_DEPENDENCY,
  );
  const sizeAt = page.at;
  putU32(page, 0);
  putName(page, tables, element.name);
  if (attributes.length > 0) putAttributes(page, tables, attributes);
  if (children.length === 0) {
    putU8(page, TOKEN.closeEmpty);
  } else {
    putU8(page, TOKEN.closeStart);
    for (const child of children) {
      if (child.kind === "element") putElement(page, tables, child);
      else putContent(page, child);
    }
    putU8(page, TOKEN.closeElement);
  }
  patchU32(page, sizeAt, page.at - sizeAt - 4);
}

function putAttributes(page: Page, tables: Tables, attributes: Tag["attributes"]): void {
  const sizeAt = page.at;
  putU32(page, 0);
  attributes.forEach((attribute, i) => {
    putU8(page, TOKEN.attribute | (i < attributes.length - 1 ? MORE : 0));
    putName(page, tables, attribute.name);
    putContent(page, attribute.content);
  });
  patchU32(page, sizeAt, page.at - sizeAt - 4);
}

function putContent(page: Page, content: Literal | Slot): void {
  if (content.kind === "slot") {
    putU8(page, content.optional ? TOKEN.optionalSlot : TOKEN.slot);
    putU16(page, content.slot);
    putU8(page, content.type);
    return;
  }
  if (content.text.length > 0xffff) page.overflowed = true;
  putU8(page, TOKEN.value);
  putU8(page, VALUE.string);
  putU16(page, content.text.length & 0xffff);
  putText(page, content.text);
}
