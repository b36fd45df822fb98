import { formatClock } from "../../view/time.ts";
import { html, type Markup } from "../markup.ts";
import type { PlacedEvent } from "../placed.ts";

/** A stroke of a chart: an event, or several of one run that would lie on top of one another. */
export interface Tick {
  /** In percent of the chart. */
  readonly x: number;
  /** In order; the stroke is the first one's. */
  readonly events: readonly [PlacedEvent, ...PlacedEvent[]];
}

/** The strokes of events whose places are given in order of time. Those of one run within `reach` percent share one. */
export function sharedTicks(
  points: readonly { readonly x: number; readonly placed: PlacedEvent }[],
  reach: number,
): readonly Tick[] {
  const ticks: { readonly x: number; readonly events: [PlacedEvent, ...PlacedEvent[]] }[] = [];
  const last = new Map<number, (typeof ticks)[number]>();
  for (const { x, placed } of points) {
    const tick = last.get(placed.run);
    if (tick !== undefined && Math.abs(x - tick.x) <= reach) tick.events.push(placed);
    else {
      const begun: (typeof ticks)[number] = { x, events: [placed] };
      last.set(placed.run, begun);
      ticks.push(begun);
    }
  }
  return ticks;
}

/** A group of ticks: their heights stand in the style, their places across in percent on each of them. */
export function tickGroup(ticks: readonly Tick[], top: number, named: boolean): Markup | null {
  if (ticks.length === 0) return null;
  // What is wrong lies on top, where a pointer finds it.
  const order = [...ticks.filter(isGood), ...ticks.filter((tick) => !isGood(tick))];
  return html`<g transform="translate(0 ${top})">${order.map((tick) => tickMarkup(tick, named))}</g>`;
}

function isGood({ events: [first] }: Tick): boolean {
  return first.tone === "good";
}

/** A link to the row of the first event; what is wrong is taller and bears a foot. `data-n` counts the others. */
function tickMarkup({ x, events: [first, ...others] }: Tick, named: boolean): Markup {
  const { id, tone, event } = first;
  const foot = tone === "good" ? null : html`<circle cx="${x}%"/>`;
  const record = event.recordId === null ? "" : ` ${event.recordId}`;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  const name = `${formatClock(event.time)} ${event.server}${record}${more}, ${event.provider} ${event.eventId}`;
  return html`<a class="tick${tone === "good" ? null : ` ${tone}`}"${named ? html` id="t${id}"` : null} href="#e${id}"${others.length > 0 && html` data-n="${others.length}"`}><title>${name}</title><rect x="${x}%"/>${foot}</a>`;
}
