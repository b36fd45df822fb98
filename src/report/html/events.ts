import type { EventRun, JobView, TimelineItem } from "../view/report-view.ts";
import { formatDuration, formatOffset, formatTime } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { mark, REF, UTC } from "./marks.ts";
import { html, type Markup, type Part } from "./markup.ts";
import { eventsOf, type PlacedEvent } from "./placed.ts";
import type { Places } from "./places.ts";
import { runTable } from "./run.ts";
import { toldStrings } from "./strings.ts";

/** Up to so many events stand open in a job that is not good. */
const MOST_OPEN = 60;

/**
 * All events of a job with phases, silences and gaps between them. End tags that HTML does not need are
 * left out here, and times are plain text: with 20,000 events they would be megabytes.
 */
export function eventsTable(job: JobView, places: Places): Markup | null {
  const { items, runs } = job.timeline;
  const events = eventsOf(job);
  const count = events.length;
  if (count === 0) return null;
  const fraction = items.some((item) => item.offset !== null && item.offset % 1 !== 0);
  const begun = new Map(runs.map((run) => [run.events[0], run]));
  let number = -1;
  const rows = items.map((item) => {
    if (item.kind !== "event") return spanRow(item);
    number += 1;
    const run = begun.get(number);
    return run === undefined ? null : runRow(run, events, fraction, places);
  });
  const open = job.detailed && job.tone !== "good" && count <= MOST_OPEN;
  return html`<details class="events"${open ? html` open` : null}><summary>${plural(count, "event")}</summary><div class="scroll" role="region" aria-label="Events of job ${job.number}" tabindex="0"><table>
<thead><tr><th scope="col">Time${UTC}<th scope="col">From start<th scope="col">Server, record<th scope="col">Event<th scope="col">Text</thead>
<tbody>
${rows}</tbody></table></div></details>`;
}

/** A run of like events: the first in full, in its last cell the others with what is theirs. */
function runRow(
  { events, columns }: EventRun,
  all: readonly PlacedEvent[],
  fraction: boolean,
  places: Places,
): Markup | null {
  const [first, ...others] = events.flatMap((index) => all[index] ?? []);
  if (first === undefined) return null;
  const { id, tone, event } = first;
  const { spans, list } = toldStrings(event);
  const rest =
    others.length > 0 &&
    runTable(
      [`and ${others.length} more`, "Record"],
      columns,
      others.map((other, index) => ({
        id: `e${other.id}`,
        at: index + 1,
        cells: [fromStart(other, fraction, places), html`${recordOf(other)}${finding(other, places, null)}`],
      })),
    );
  return html`<tr id="e${id}"${spans}><td>${formatTime(event.time)}<td>${fromStart(first, fraction, places)}<td>${event.server} ${recordOf(first)}<td>${tone !== "good" && mark(tone)}${event.provider} ${event.eventId}${finding(first, places)}<td>${event.text}${list}${rest}`;
}

function recordOf({ event }: PlacedEvent): string {
  return event.recordId ?? event.origin;
}

/** Leads to the event's tick; where it shares the tick of one before it in its run, that one leads there. */
function fromStart({ id, offset }: PlacedEvent, fraction: boolean, places: Places): Part {
  const told = formatOffset(offset, fraction);
  return places.tick(id) === `t${id}` ? html`<a href="#t${id}">${told}</a>` : told;
}

/** Leads to the finding that rests on the event. In a run's rows the style knows it by where it leads. */
function finding({ event: { number } }: PlacedEvent, places: Places, kind: Markup | null = REF): Part {
  const back = number === null ? null : places.evidence(number);
  return back === null ? null : html` <a${kind} href="#${back}">${number}</a>`;
}

function spanRow(item: Exclude<TimelineItem, { kind: "event" }>): Markup {
  switch (item.kind) {
    case "phase":
      return html`<tr class="phase"><td>${formatTime(item.time)}<td colspan="4"><i class="swatch ${item.phase}"></i> ${item.word}`;
    case "pause":
      return html`<tr class="pause"><td><td colspan="4">nothing logged for ${formatDuration(item.seconds)}`;
    case "gap":
      return html`<tr class="gap"><td>${formatTime(item.time)}<td colspan="4">${mark("unproven", "gap")}${plural(item.missing, "record")} missing in the ${item.channel} log of ${item.server}`;
  }
}
