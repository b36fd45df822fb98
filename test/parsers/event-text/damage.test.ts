import { describe, expect, it } from "vitest";
import { eventText } from "../../../parsers/event-text/index.ts";
import { collect } from "../collect.ts";
import { damageLabels } from "../damage-labels.ts";
import { createRandom } from "../random.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 1250 : 100;
const XML = (id: number) =>
  `Event Xml:\n<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">\n<System><Provider Name="ESE" />\n<EventID>${id}</EventID></System>\n<EventData><Data>a</Data></EventData>\n</Event>\n`;
const STYLES: readonly ((id: number) => string)[] = [
  (id) =>
    `Log Name: Application\nSource: ESE\nDate: 11/28/2010 12:29:47 PM\nEvent ID: ${id}\nDescription:\nevent ${id}\n\nmore\n\n`,
  (id) => `Log Name: Application\nSource: ESE\nEvent ID: ${id}\nDescription:\nevent ${id}\n${XML(id)}\n`,
  (id) =>
    `Event Type: Error\nEvent Source: ESE\nEvent ID: ${id}\nDescription:\nevent ${id}\nData:\n0000: 42 61 63 6b   Back\n\n`,
  (id) =>
    `Event[${id}]:\n  Log Name: Application\n  Source: ESE\n  Event ID: ${id}\n  Description: \nevent ${id}\n\n`,
  (id) =>
    `TimeCreated  : 2010-11-28 12:29:47\nProviderName : ESE\nId           : ${id}\nMessage      : event ${id}\n               more\n\n`,
];

describe(`${RUNS} damaged texts`, () => {
  it("never throw, keep the events before the damage and those well behind it, and hold what they say in bounds", () => {
    for (let seed = 1; seed <= RUNS; seed++) {
      const random = createRandom(seed);
      const style = STYLES[seed % STYLES.length] ?? String;
      const events = (from: number, to: number) =>
        Array.from({ length: to - from }, (_, index) => style(from + index)).join("");
      const text = events(100, 105) + damageLabels(events(105, 110), random) + events(110, 120);
      const { records, diagnostics } = collect(eventText, text, { piece: 1 + random.below(200) });
      const found = records.map(({ eventId, message }) => `${eventId} ${message}`.split("\n")[0]);
      for (const id of [100, 101, 102, 103, 112, 115, 119]) {
        expect(found, `seed ${seed}`).toContain(`${id} event ${id}`);
      }
      expect(records.length, `seed ${seed}`).toBeLessThanOrEqual(250);
      expect(diagnostics.length, `seed ${seed}`).toBeLessThanOrEqual(60);
    }
  });

  it("reads a line of any kind in bounded memory and time", () => {
    const lines = [
      "*",
      "[",
      "[a](",
      '"',
      "|",
      ":",
      "<Event ",
      "1/",
      "\\\\",
      "-- ",
      "Source: ",
      "hr = 0x80070005 ",
      "Event ID: 5 ",
    ];
    for (const part of lines) {
      const line = part.repeat(60_000);
      const { records } = collect(
        eventText,
        `${line}\nSource: ESE\nEvent ID: 5\nMessage: ${line}\n\nSource: ESE\nEvent ID: 7\n`,
      );
      expect(records.at(-1)?.eventId, part).toBe(7);
      expect(JSON.stringify(records).length, part).toBeLessThan(3_000_000);
    }
  });

  it("cuts a message that never ends, and says so", () => {
    const { records, codes } = collect(
      eventText,
      `Source: ESE\nEvent ID: 5\nMessage:\n${"text\n".repeat(100_000)}`,
    );
    expect(records).toHaveLength(1);
    expect(records[0]?.message?.length).toBeLessThanOrEqual(256 * 1024);
    expect(codes).toContain("event-text-too-long");
  });
});
