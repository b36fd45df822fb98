import type { FreezeView, JobView, MarkView, PhaseView } from "../view/report-view.ts";
import { formatClock, formatDuration, formatTime, secondsBetween } from "../view/time.ts";
import { byTone, plural } from "../view/words.ts";
import { blank, fill, type Line, type Span } from "./line.ts";
import type { Pen } from "./pen.ts";
import { widthOf } from "./width.ts";

/** Label at the left, scale in the middle, figure at the right. */
interface Frame {
  readonly label: number;
  readonly scale: number;
  readonly figure: number;
}

const INDENT = 2;

/** The phases of a job as bars to one scale, and a lane a server with its events. */
export function phaseChart(job: JobView, pen: Pen): readonly Line[] {
  const { from, to, phases, servers } = job.timeline;
  const total = secondsBetween(from, to);
  if (total === null || total <= 0 || phases.length + servers.length === 0) return [];
  const frame = frameFor([...phases.map((p) => p.word), ...servers.map((lane) => lane.server)], pen);
  const sameDay = formatTime(from).slice(0, 10) === formatTime(to).slice(0, 10);
  const clock = sameDay ? formatClock : formatTime;
  return [
    row("", ends(clock(from), clock(to), frame.scale, pen), "", frame, pen),
    ...phases.map((phase) => phaseRow(phase, total, frame, pen)),
    ...servers.map(({ server, marks }) =>
      row(server, lane(marks, total, frame.scale, pen), plural(marks.length, "event"), frame, pen),
    ),
  ];
}

/** Freezes on a ruler of their own: they last seconds in a job of hours, and their limits are absolute. */
export function freezeChart(job: JobView, pen: Pen): readonly Line[] {
  const own = job.databases.flatMap(({ name, freeze }) => (freeze === null ? [] : [{ label: name, freeze }]));
  const whole = own.some(({ freeze }) => freeze.seconds === job.freeze?.seconds);
  const rows = [
    ...(job.freeze === null || whole ? [] : [{ label: "whole job", freeze: job.freeze }]),
    ...own,
  ].filter(({ freeze }) => freeze.seconds !== null);
  if (rows.length === 0) return [];
  const limits = [...new Set(rows.flatMap(({ freeze }) => freeze.limits))].sort((a, b) => a - b);
  // Twice the usual limit is far enough to see that it was missed.
  const longest = rows.reduce((most, { freeze }) => Math.max(most, freeze.seconds ?? 0), 0);
  const end = Math.max(60, Math.min(120, longest), ...limits.filter((limit) => limit <= 120));
  const frame = frameFor(
    rows.map(({ label }) => label),
    pen,
  );
  return [
    row("", ruler(limits, end, frame.scale), "", frame, pen),
    ...rows.map(({ label, freeze }) =>
      row(label, freezeBar(freeze, limits, end, frame.scale, pen), freeze.duration, frame, pen),
    ),
  ];
}

function frameFor(labels: readonly string[], pen: Pen): Frame {
  const longest = labels.reduce((most, label) => Math.max(most, widthOf(pen.say(label).text)), 0);
  const label = Math.min(longest, 18, Math.floor(pen.width / 4));
  const figure = 12;
  return { label, figure, scale: Math.max(4, Math.min(pen.width, 120) - INDENT - label - figure - 4) };
}

function row(label: string, scale: readonly Span[], figure: string, frame: Frame, pen: Pen): Line {
  return [
    blank(INDENT),
    fill(pen.say(label), frame.label, pen.glyphs.ellipsis),
    blank(2),
    ...scale,
    blank(2),
    fill(pen.say(figure), frame.figure, pen.glyphs.ellipsis),
  ];
}

function ends(left: string, right: string, columns: number, pen: Pen): readonly Span[] {
  const blanks = columns - left.length - right.length;
  if (blanks < 2) return [fill(pen.say(left, "dim"), columns, pen.glyphs.ellipsis)];
  return [pen.say(`${left}${" ".repeat(blanks)}${right}`, "dim")];
}

function phaseRow(phase: PhaseView, total: number, frame: Frame, pen: Pen): Line {
  const columns = frame.scale;
  const over = phase.to !== null && phase.to > total;
  const start = clamp(Math.floor((phase.from / total) * columns), 0, columns - (over ? 2 : 1));
  const seconds = phase.to === null ? null : phase.to - phase.from;
  const room = columns - start;
  const bar =
    seconds === null
      ? pen.glyphs.open.repeat(room)
      : blocks((seconds / total) * columns, over ? room - 1 : room, pen) + (over ? pen.glyphs.over : "");
  const tone = phase.tone === "good" ? "plain" : phase.tone;
  const used = start + [...bar].length;
  const figure = seconds === null ? "end not seen" : formatDuration(seconds);
  return row(
    phase.word,
    [blank(start), { text: bar, style: tone }, blank(columns - used)],
    figure,
    frame,
    pen,
  );
}

/** A bar of so many columns, in eighths where the terminal can; never empty, since the phase was there. */
function blocks(length: number, room: number, pen: Pen): string {
  const { bar } = pen.glyphs;
  const eighths = clamp(Math.round(length * 8), 1, room * 8);
  const rest = eighths % 8;
  return bar[7].repeat(Math.floor(eighths / 8)) + (rest > 0 ? (bar[rest - 1] ?? "") : "");
}

function lane(marks: readonly MarkView[], total: number, columns: number, pen: Pen): readonly Span[] {
  const cells: (MarkView | undefined)[] = new Array(columns).fill(undefined);
  for (const mark of marks) {
    const at = clamp(Math.floor((mark.at / total) * columns), 0, columns - 1);
    const before = cells[at];
    if (before === undefined || byTone(mark.tone, before.tone) < 0) cells[at] = mark;
  }
  return cells.map((mark): Span => {
    if (mark === undefined) return { text: pen.glyphs.lane, style: "dim" };
    return mark.tone === "good" ? { text: pen.glyphs.event, style: "plain" } : pen.mark(mark.tone);
  });
}

function ruler(limits: readonly number[], end: number, columns: number): readonly Span[] {
  let text = "0";
  for (const limit of limits.filter((seconds) => seconds <= end)) {
    const label = limit === end ? `${limit} s` : String(limit);
    const at = Math.min(tickAt(limit, end, columns), columns - label.length);
    // Limits that lie close together share the first one's label.
    if (at > text.length) text = text.padEnd(at) + label;
  }
  return [{ text: text.padEnd(columns).slice(0, columns), style: "dim" }];
}

function freezeBar(
  freeze: FreezeView,
  limits: readonly number[],
  end: number,
  columns: number,
  pen: Pen,
): readonly Span[] {
  const seconds = freeze.seconds ?? 0;
  const over = seconds > end;
  const length = (Math.min(seconds, end) / end) * columns;
  const bar = over ? blocks(columns - 1, columns - 1, pen) + pen.glyphs.over : blocks(length, columns, pen);
  const used = [...bar].length;
  const ticks = new Set(limits.map((limit) => tickAt(limit, end, columns)));
  const rest = Array.from({ length: columns - used }, (_, index) =>
    ticks.has(used + index) ? pen.glyphs.tick : " ",
  );
  return [
    { text: bar, style: freeze.tone },
    { text: rest.join(""), style: "dim" },
  ];
}

function tickAt(seconds: number, end: number, columns: number): number {
  return clamp(Math.round((seconds / end) * columns), 0, columns - 1);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
