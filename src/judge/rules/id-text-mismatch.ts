import { groupBy } from "../phrases.ts";
import type { Rule } from "../rule.ts";

/** The text of an event is that of another id; nothing is concluded from it. */
export const idTextMismatch: Rule = {
  meta: {
    code: "ID_TEXT_MISMATCH",
    severity: "warning",
    title: "Event with the text of another event",
    when: "The rendered text of a record is the known text of another id of its provider.",
    cause:
      "The record was typed, edited or made up: on the web there are such samples. Or an export mixed up records. Nothing is concluded from it, neither by its id nor by its text.",
    remedy: [
      "Look the record up in the log itself, and export that again, as .evtx if possible.",
      "Do not trust an article or a rule that pairs this id with this text.",
    ],
    references: ["docs/events.md"],
  },
  check: ({ strays }) => {
    const wrong = strays.filter((e) => e.textBelongsTo !== null);
    const key = ({ server, ref, textBelongsTo }: (typeof wrong)[number]) =>
      [server, ref.provider, ref.eventId, textBelongsTo].join("\n");
    return [...groupBy(wrong, key).values()].flatMap((events) => {
      const [first] = events;
      if (first === undefined) return [];
      const { provider, eventId } = first.ref;
      const times = events.length === 1 ? "" : ` (${events.length} records)`;
      return [
        {
          server: first.ref.server,
          detail: `${provider} ${eventId} has the text of ${provider} ${first.textBelongsTo}${times}; the record counts as neither.`,
          evidence: events,
        },
      ];
    });
  },
};
