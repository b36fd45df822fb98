import type { Role } from "../field-names.ts";
import { readDateFields } from "../local-time/fields.ts";
import { createDraft, type Draft } from "./draft.ts";
import { type Field, labelOf } from "./fields.ts";

/** Knows Event Viewer's copied events by the order of their lines, whatever language the names are in. */
export interface Places {
  /** A draft when this line is the fourth of an event: log, source, date, id. */
  line(line: string, number: number): Draft | null;
  /** The field that this line is by its place in the draft, if it is one. */
  take(draft: Draft, line: string): Field | null;
}

interface Labelled {
  readonly value: string;
  readonly line: number;
}

const BEHIND_ID: readonly Role[] = ["taskName", "level", "ignored", "ignored", "server", "message"];

/** A reader of the places in one text. */
export function createPlaces(): Places {
  let before: Labelled[] = [];
  return {
    line(line, number) {
      if (line.trim() === "") return null;
      const label = labelOf(line);
      if (label === null) {
        before = [];
        return null;
      }
      const [log, source, date] = before;
      before = [...before.slice(-2), { value: label.value, line: number }];
      if (log === undefined || source === undefined || date === undefined) return null;
      if (
        !/^\d{1,5}$/.test(label.value) ||
        readDateFields(date.value) === null ||
        isNumber(log) ||
        isNumber(source)
      ) {
        return null;
      }
      const draft = createDraft(log.line, "text");
      draft.fields.set("channel", log.value).set("provider", source.value);
      draft.fields.set("date", date.value).set("id", label.value);
      draft.places.push(...BEHIND_ID);
      before = [];
      return draft;
    },
    take(draft, line) {
      const label = draft.places.length === 0 ? null : labelOf(line);
      const role = label === null ? undefined : draft.places.shift();
      if (label === null || role === undefined) return null;
      return { name: label.name, role, value: label.value, style: "text" };
    },
  };
}

function isNumber({ value }: Labelled): boolean {
  return value === "" || /^[\d\s.,:/-]+$/.test(value);
}
