import { formatClock, formatDuration, toMillis } from "../../view/time.ts";
import { html, type Markup } from "../markup.ts";
import { clockTicks, type Scale } from "./scale.ts";

const MOST_TICKS = 5;

/** The clock over a chart that begins at `from`, with its lines down to `bottom` pixels. */
export function clockAxis(from: string | null, scale: Scale, bottom: number): Markup {
  const start = toMillis(from) ?? 0;
  const ticks = clockTicks(start, scale.length, MOST_TICKS);
  const whole = ticks.every((seconds) => (start / 1000 + seconds) % 60 === 0);
  const lines = ticks.map((seconds) => {
    const x = scale.at(seconds);
    // No room for a clock time before the right edge or the break.
    if (x > scale.breakAt - 8) return null;
    const iso = new Date(start + seconds * 1000).toISOString();
    const text = whole ? formatClock(iso).slice(0, 5) : formatClock(iso);
    return html`<line x1="${x}%" x2="${x}%" y1="16" y2="${bottom}"/><text x="${x}%" y="12" dx="3" data-t="${iso}">${text}</text>`;
  });
  return html`<g class="axis" aria-hidden="true">${lines}${breakMarkup(scale, bottom)}</g>`;
}

/** A gap in the axis, and how much later the last sign came. */
function breakMarkup(scale: Scale, bottom: number): Markup | null {
  if (scale.breakAt === 100) return null;
  const later = formatDuration(scale.last - scale.length);
  return html`<rect class="break" x="${scale.breakAt}%" width="3%" y="0" height="${bottom}"/><text class="in" x="${scale.breakAt + 1.5}%" y="12" text-anchor="middle">//</text><text x="100%" y="12" text-anchor="end">+${later}</text>`;
}
