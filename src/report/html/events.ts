import type { JobView, TimelineItem } from "../view/report-view.ts";
import { formatDuration, formatOffset, formatTime } from "../view/time.ts";
import { plural } from "../view/words.ts";
import { mark, UTC } from "./marks.ts";
import { html, type Markup, type Part } from "./markup.ts";
import type { Places } from "./places.ts";
import { toldStrings } from "./strings.ts";

/** Up to so many events stand open in a job that is not good. */
const MOST_OPEN = 60;

/**
 * All events of a job with phases, silences and gaps between them. End tags that HTML does not need are
 * left out here, and times are plain text: with 20,000 events they would be megabytes.
 */
export function eventsTable(job: JobView, places: Places): Markup | null {
  const { items } = job.timeline;
  const count = items.filter((item) => item.kind === "event").length;
  if (count === 0) return null;
  const fraction = items.some((item) => item.offset !== null && item.offset % 1 !== 0);
  let number = 0;
  const rows = items.map((item) => {
    if (item.kind !== "event") return spanRow(item);
    number += 1;
    return eventRow(item, `${job.number}-${number}`, formatOffset(item.offset, fraction), places);
  });
  const open = job.detailed && job.tone !== "good" && count <= MOST_OPEN;
  return html`<details class="events"${open ? html` open` : null}><summary>${plural(count, "event")}</summary><div class="scroll" role="region" aria-label="Events of job ${job.number}" tabindex="0"><table>
<thead><tr><th scope="col">Time${UTC}<th scope="col" class="n">From start<th scope="col">Server, record<th scope="col">Event<th scope="col">Text</thead>
<tbody>
${rows}</tbody></table></div></details>`;
}

function eventRow(
  { event, offset, tone }: Extract<TimelineItem, { kind: "event" }>,
  id: string,
  fromStart: string,
  places: Places,
): Markup {
  const back = event.number === null ? null : places.evidence(event.number);
  const finding: Part =
    back === null
      ? null
      : html` <a class="ref" href="#${back}" aria-label="The finding that rests on event ${event.number ?? 0}">${event.number ?? 0}</a>`;
  const tick: Part = offset === null ? fromStart : html`<a href="#t${id}">${fromStart}</a>`;
  const { spans, list } = toldStrings(event);
  return html`<tr id="e${id}"${spans}><td>${formatTime(event.time)}<td class="n">${tick}<td>${event.server} ${event.recordId ?? event.origin}<td>${tone !== "good" && mark(tone)}${event.provider} ${event.eventId}${finding}<td>${event.text}${list}`;
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
