import type { PageCell, PageStrip } from "../../../model/verify.ts";
import { formatCount } from "../../view/time.ts";

/** What a part of a file is shown as: the worst that is in it. */
export type SpanKind = "bad" | "misplaced" | "correctable" | "unread" | "pages";

/** Neighbouring cells that look the same. Places and widths in percent of the file. */
export interface Span {
  readonly kind: SpanKind;
  readonly x: number;
  readonly width: number;
  /** How much of it holds pages and not empty space, from 0 to 1. */
  readonly used: number;
  /** What is in it; empty where that needs no word. */
  readonly title: string;
}

/** A sign above the strip, so that one page in two terabytes is seen without its colour. */
export interface StripSign {
  readonly kind: Exclude<SpanKind, "unread" | "pages">;
  readonly x: number;
}

export interface StripChart {
  readonly spans: readonly Span[];
  readonly signs: readonly StripSign[];
}

/** Eighths: finer steps are not seen, and would keep cells apart. */
const LEVELS = 8;
/** Signs that are nearer to one another, in percent, run into one another. */
const SIGN_ROOM = 2.5;
const WORST: readonly StripSign["kind"][] = ["bad", "misplaced", "correctable"];

/** Where in a file what lies, as a chart. */
export function stripChart({ pagesPerCell, cells }: PageStrip): StripChart {
  const at = (index: number): number => round((index * 100) / cells.length);
  const spans: Span[] = [];
  const signs: StripSign[] = [];
  let from = 0;
  for (const [index, cell] of cells.entries()) {
    const kind = kindOf(cell);
    const used = usedOf(cell);
    const last = spans.at(-1);
    const quiet = kind === "pages" || kind === "unread";
    const joins = quiet && last?.kind === kind && last.used === used;
    if (joins) spans.pop();
    else from = index;
    const title = quiet ? "" : cellWords(cell, index * pagesPerCell - 1);
    spans.push({ kind, x: at(from), width: round(((index + 1 - from) * 100) / cells.length), used, title });
    if (!quiet) addSign(signs, { kind, x: at(index + 0.5) });
  }
  return { spans, signs };
}

/** Of two signs that are too near to each other the worse one stays. */
function addSign(signs: StripSign[], sign: StripSign): void {
  const last = signs.at(-1);
  if (last === undefined || sign.x - last.x >= SIGN_ROOM) signs.push(sign);
  else if (WORST.indexOf(sign.kind) < WORST.indexOf(last.kind)) signs[signs.length - 1] = sign;
}

/** Misplaced pages are bad ones; a cell is shown as misplaced where all of its bad ones are. */
function kindOf(cell: PageCell): SpanKind {
  if (cell.bad > 0) return cell.misplaced >= cell.bad ? "misplaced" : "bad";
  if (cell.correctable > 0) return "correctable";
  return cell.seen === 0 ? "unread" : "pages";
}

/** A cell that holds anything is never shown as empty, one that holds empty space never as full. */
function usedOf({ seen, uninitialized }: PageCell): number {
  if (seen === 0 || uninitialized >= seen) return 0;
  if (uninitialized === 0) return 1;
  const level = Math.round(((seen - uninitialized) / seen) * LEVELS);
  return Math.max(1, Math.min(LEVELS - 1, level)) / LEVELS;
}

function cellWords({ seen, bad, misplaced, correctable }: PageCell, first: number): string {
  const last = first + seen - 1;
  const pages =
    first >= last ? `page ${formatCount(first)}` : `pages ${formatCount(first)} to ${formatCount(last)}`;
  const words = [
    ...(bad > 0 ? [`${formatCount(bad)} damaged`] : []),
    ...(misplaced > 0 ? [`${formatCount(misplaced)} of them at the wrong place`] : []),
    ...(correctable > 0 ? [`${formatCount(correctable)} with a wrong bit`] : []),
  ];
  return `${pages}: ${words.join(", ")}`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
