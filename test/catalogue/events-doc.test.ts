import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventsMarkdown } from "../../.config/events-markdown.ts";
import { CATALOGUE } from "../../src/catalogue/index.ts";

describe("docs/events.md", () => {
  const text = readFileSync(new URL("../../docs/events.md", import.meta.url), "utf8").replace(/\r\n/g, "\n");

  it("has an entry for every event, under its provider", () => {
    const sections = new Map(
      text.split(/^## /m).map((part) => [part.slice(0, part.indexOf("\n")), part] as const),
    );
    for (const row of CATALOGUE) {
      const heading = new RegExp(`^### ${row.id ?? row.channel}\\b`, "m");
      expect([row.id, heading.test(sections.get(row.provider) ?? "")]).toEqual([row.id, true]);
    }
  });

  it("is up to date with the catalogue", () => {
    expect(text).toBe(eventsMarkdown());
  });
});
