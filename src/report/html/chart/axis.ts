import { formatClock, formatDuration, toMillis } from "../../view/time.ts";
import { html, type Markup } from "../markup.ts";
import { clockTicks, type Scale } from "./scale.ts";

const MOST_TICKS = 5;

/** The clock over a chart that begins at `from`; the style draws its lines down through all of it. */
export function clockAxis(from: string | null, scale: Scale): Markup {
  const start = toMillis(from) ?? 0;
  const ticks = clockTicks(start, scale.length, MOST_TICKS);
  const whole = ticks.every((seconds) => (start / 1000 + seconds) % 60 === 0);
  const lines = ticks.map((seconds) => {
    const x = scale.at(seconds);
    // No room for a clock time before the right edge or the break.
    if (x > scale.breakAt - 8) return null;
    const iso = new Date(start + seconds * 1000).toISOString();
    const text = whole ? formatClock(iso).slice(0, 5) : formatClock(iso);
    return html`${axisLine(x)}<text x="${x}%" y="12" dx="3" data-t="${iso}">${text}</text>`;
  });
  return html`<g class="axis" aria-hidden="true">${lines}${breakMarkup(scale)}</g>`;
}

/** A line through a chart, at a place in percent. */
export function axisLine(x: number): Markup {
  return html`<rect x="${x}%"/>`;
}

/** A gap in the axis, and how much later the last sign came. */
function breakMarkup(scale: Scale): Markup | null {
  if (scale.breakAt === 100) return null;
  const later = formatDuration(scale.last - scale.length);
  return html`<rect class="break" x="${scale.breakAt}%" width="3%"/><text class="in" x="${scale.breakAt + 1.5}%" y="12" text-anchor="middle">//</text><text x="100%" y="12" text-anchor="end">+${later}</text>`;
}
