import type { VerifiedSet } from "../../../model/verify.ts";
import {
  type ChainPart,
  checkpointWords,
  generationWords,
  hex,
  partsOfSet,
  rangeWords,
} from "../../verify/chain-parts.ts";
import { DATABASE_VERDICTS } from "../../verify/words.ts";
import type { Tone } from "../../view/report-view.ts";
import { plural } from "../../view/words.ts";

/** A part of the chain as it is drawn. `folded`: several parts, for which there is no room. Percent of the width. */
export interface ChainLink {
  readonly kind: ChainPart["kind"] | "folded";
  readonly x: number;
  readonly width: number;
  readonly title: string;
  /** Stands below it; empty where there is no room. */
  readonly label: string;
}

/** What a database needs of the chain. */
export interface ChainLane {
  readonly label: string;
  readonly tone: Tone;
  /** From the first required log to the last one, and from there to the last committed one. */
  readonly required: readonly [x: number, width: number];
  readonly committed: readonly [x: number, width: number] | null;
}

export interface ChainChart {
  readonly links: readonly ChainLink[];
  /** Where recovery begins; null where no checkpoint tells it. */
  readonly checkpoint: { readonly x: number; readonly label: string } | null;
  readonly lanes: readonly ChainLane[];
}

/** A part and how it is told; its generations from the first to the one behind the last. */
interface Drawn {
  readonly kind: ChainLink["kind"];
  readonly from: number | null;
  readonly end: number | null;
  readonly weight: number;
  readonly title: string;
  readonly label: string;
}

const MOST_LINKS = 60;
const MOST_LANES = 24;
/** A label needs so much of the width, or it would run into the next one. */
const LABEL_ROOM = 11;

/** The logs of a set as a chain; null where there are neither logs nor a database that needs any. */
export function chainChart(set: VerifiedSet): ChainChart | null {
  const drawn = fold(partsOfSet(set).map(draw));
  if (drawn.length === 0) return null;
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
  let at = 0;
  const placed = drawn.map((part) => {
    const x = at;
    at += (part.weight / total) * 100;
    return { ...part, x, width: at - x };
  });
  const placeOf = (generation: number): number | null => {
    for (const { from, end, x, width } of placed) {
      if (from === null || end === null || generation < from || generation > end) continue;
      return x + ((generation - from) / (end - from)) * width;
    }
    return null;
  };
  const span = (first: number, last: number): readonly [number, number] | null => {
    const [x, end] = [placeOf(first), placeOf(last + 1)];
    return x === null || end === null || end <= x ? null : [round(x), round(end - x)];
  };
  const generation = set.checkpoint?.generation ?? null;
  const x = generation === null ? null : placeOf(generation);
  return {
    links: withLabels(placed),
    checkpoint: x === null ? null : { x: round(x), label: checkpointWords(set) },
    lanes: set.databases.slice(0, MOST_LANES).flatMap((database): readonly ChainLane[] => {
      const { required: range, committed = 0, judged, verdict } = database;
      const required = range === undefined ? null : span(range[0], range[1]);
      if (range === undefined || required === null) return [];
      const tone = judged ? DATABASE_VERDICTS[verdict].tone : "unproven";
      const more = committed > range[1] ? span(range[1] + 1, committed) : null;
      return [{ label: rangeWords(database), tone, required, committed: more }];
    }),
  };
}

/** A long run takes more room than a short one, but not by as much: what is broken has to be seen. */
function draw(part: ChainPart): Drawn {
  const { kind, from, to } = part;
  const place = { kind, from, end: to === null ? null : to + 1, title: partTitle(part) };
  if (part.kind === "whole") {
    return { ...place, weight: Math.min(9, 1 + Math.log2(part.count)), label: runWords(part) };
  }
  if (part.kind === "missing") {
    const weight = Math.min(4, 1 + Math.log10(part.to - part.from + 1));
    return { ...place, weight, label: generationWords(part.from, part.to) };
  }
  return { ...place, weight: 1, label: from === null ? part.name : hex(from) };
}

/** A part in words: `0x20: 1 log missing (-528)`. */
export function partTitle(part: ChainPart): string {
  if (part.kind === "whole") {
    return `${runWords(part)}: ${part.count === 1 ? "in order" : `${plural(part.count, "log")} in order`}`;
  }
  if (part.kind === "missing") {
    const { from, to } = part;
    return `${generationWords(from, to)}: ${plural(to - from + 1, "log")} missing (-528)`;
  }
  const { name, error, what } = part;
  return `${name}: ${what ?? "not good"}${error === null ? "" : ` (${error})`}`;
}

function runWords({ first, last, count }: Extract<ChainPart, { readonly kind: "whole" }>): string {
  return count === 1 ? first : `${first} to ${last}`;
}

/** So many parts that they cannot be drawn are put together, some at a time. */
function fold(parts: readonly Drawn[]): readonly Drawn[] {
  if (parts.length <= MOST_LINKS) return parts;
  const size = Math.ceil(parts.length / MOST_LINKS);
  const folded: Drawn[] = [];
  for (let at = 0; at < parts.length; at += size) {
    const some = parts.slice(at, at + size);
    const known = some.flatMap(({ from, end }) =>
      from === null || end === null ? [] : [[from, end] as const],
    );
    const from = known[0]?.[0] ?? null;
    const end = known.at(-1)?.[1] ?? null;
    const broken = some.filter(({ kind }) => kind !== "whole");
    const range = from === null || end === null ? "" : `${generationWords(from, end - 1)}: `;
    const titles = broken.slice(0, 3).map(({ title }) => title);
    const more = broken.length > 3 ? ` and ${broken.length - 3} more` : "";
    const title = `${range}${plural(broken.length, "break")}: ${titles.join("; ")}${more}`;
    folded.push({ kind: "folded", from, end, weight: 1, title, label: from === null ? "" : hex(from) });
  }
  return folded;
}

/** Labels where there is room; those of breaks first, for they are looked for. */
function withLabels(
  placed: readonly (Drawn & { readonly x: number; readonly width: number })[],
): readonly ChainLink[] {
  const taken: number[] = [];
  const labelled = new Set<Drawn>();
  const middle = ({ x, width }: { readonly x: number; readonly width: number }): number => x + width / 2;
  for (const wanted of [true, false])
    for (const part of placed) {
      if ((part.kind !== "whole") !== wanted) continue;
      const room = part.kind === "whole" && part.label.includes(" ") ? LABEL_ROOM * 1.6 : LABEL_ROOM;
      const at = middle(part);
      if (taken.some((other) => Math.abs(other - at) < room)) continue;
      taken.push(at);
      labelled.add(part);
    }
  return placed.map((part) => ({
    kind: part.kind,
    x: round(part.x),
    width: round(part.width),
    title: part.title,
    label: labelled.has(part) ? part.label : "",
  }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
