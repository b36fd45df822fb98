import { type FoldedItems, foldItems } from "../view/fold.ts";
import type { JobView, TimelineItem } from "../view/report-view.ts";
import { formatClock, formatDuration, formatOffset, formatTime, toMillis } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { blank, cutLine, hang, type Line, type Span } from "./line.ts";
import type { Pen } from "./pen.ts";
import { type Column, type Row, table } from "./table.ts";

/** Items of one timeline that are listed where not everything is wanted. */
const MOST_ITEMS = 60;

/** Below this width the text of an event stands on a line of its own. */
const ROOMY = 120;

const COLUMNS: readonly Column[] = [
  { head: "", min: 1, max: 1 },
  { head: "Time", min: 8, max: 23 },
  { head: "From start", min: 10, max: 14, right: true, drop: 5 },
  { head: "Server", min: 4, max: 16, drop: 4 },
  { head: "Record", min: 6, max: 20, right: true },
  { head: "Source", min: 14, max: 26 },
  { head: "Id", min: 4, max: 5, right: true },
  { head: "", min: 3, max: 6 },
];

const TEXT: Column = { head: "Text", min: 20, max: 400 };

/** What all rows of one list have in common. */
interface Clock {
  readonly print: (iso: string | null) => string;
  /** Where all events are of one server, its name is in the title. */
  readonly servers: number;
}

/** The events of a job with its phases, silences and holes, one line each (two where it is narrow). */
export function eventLines(job: JobView, pen: Pen): readonly Line[] {
  const { items, from } = job.timeline;
  const day = formatTime(from).slice(0, 10);
  const times = items.map((item) => (item.kind === "event" ? item.event.time : item.time));
  const sameDay = times.every((time) => toMillis(time) === null || formatTime(time).startsWith(day));
  const clock = {
    print: sameDay ? formatClock : formatTime,
    servers: new Set(items.flatMap((item) => (item.kind === "event" ? [item.event.server] : []))).size,
  };
  const shown = pen.verbose ? items : foldItems(items, MOST_ITEMS);
  const roomy = pen.width >= ROOMY;
  const rows = shown.flatMap((item) => itemRows(item, clock, roomy, pen));
  return table(pen, roomy ? [...COLUMNS, TEXT] : COLUMNS, rows, 0);
}

function itemRows(item: TimelineItem | FoldedItems, clock: Clock, roomy: boolean, pen: Pen): readonly Row[] {
  const skipped = (text: string): readonly Row[] => [
    { across: [blank(3), { text: `${pen.glyphs.ellipsis} `, style: "dim" }, pen.say(text, "dim")] },
  ];
  switch (item.kind) {
    case "phase":
      return [
        {
          across: [
            blank(3),
            pen.say(`${clock.print(item.time)}  `, "dim"),
            { text: pen.glyphs.rule.repeat(2), style: "dim" },
            pen.say(` ${item.word}`, "dim"),
          ],
        },
      ];
    case "pause":
      return skipped(`nothing logged for ${formatDuration(item.seconds)}`);
    case "folded":
      return skipped(`${plural(item.count, "more item")} in between`);
    case "gap": {
      const text = `${plural(item.missing, "record")} missing in the ${item.channel} log of ${item.server}`;
      const prefix = [blank(3), pen.say(clock.print(item.time), "warning"), blank(2)];
      return hang(prefix, pen.say(text, "warning"), pen.width).map((line) => ({ across: line }));
    }
    case "event": {
      const style: Span["style"] = item.tone === "good" ? "plain" : item.tone;
      const { event } = item;
      const cells: Row = [
        item.tone === "good" ? blank(1) : pen.mark(item.tone),
        pen.say(clock.print(event.time)),
        pen.say(formatOffset(item.offset, false), "dim"),
        pen.say(clock.servers > 1 ? event.server : ""),
        pen.say(event.recordId ?? ""),
        pen.say(event.provider),
        pen.say(String(event.eventId)),
        pen.say(event.number === null ? "" : `[${event.number}]`, style),
      ];
      const text = pen.say(event.text, style);
      if (roomy) return [[...cells, text]];
      return [cells, { across: cutLine([blank(5), { ...text, style }], pen.width, pen.glyphs.ellipsis) }];
    }
  }
}
