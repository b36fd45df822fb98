import { expect } from "vitest";

/** A whole tag as our templates write them: only double-quoted attributes, no `<` or `>` within them. */
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+(?:="[^"<>]*")?)*)\s*\/?>/gu;

/** What a page must never hold, whatever stands in the logs. */
const ACTIVE = /^(?:on\w+|style|srcdoc|action|formaction|background|ping)$/iu;

export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** The opening tags of a page. Fails where a `<` stands that is not of a whole tag of known elements. */
export function tagsOf(page: string, elements: ReadonlySet<string>): readonly Tag[] {
  const body = page
    .replace(/^<!DOCTYPE html>/u, "")
    .replace(
      /(<(script|style)[^>]*>)[\s\S]*?<\/\2>/gu,
      (_, open: string, name: string) => `${open}</${name}>`,
    );
  const tags: Tag[] = [];
  const unknown: string[] = [];
  const text = body.replace(TAG, (_, closing: string, name: string, attributes: string) => {
    if (!elements.has(name)) unknown.push(name);
    if (closing === "") tags.push({ name, attributes: attributesOf(attributes) });
    return "";
  });
  expect(text).not.toMatch(/[<>"]/u);
  expect(unknown).toEqual([]);
  const active = tags.flatMap(({ attributes }) => [...attributes.keys()].filter((name) => ACTIVE.test(name)));
  expect(active).toEqual([]);
  return tags;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/gu)].map(([, name = "", value = ""]) => [name, value]),
  );
}
