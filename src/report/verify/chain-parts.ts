import { logName } from "../../../parsers/ese/index.ts";
import type { VerifiedSet } from "../../model/verify.ts";

type Chain = VerifiedSet["chain"];

/**
 * A part of a chain of logs, in its order. `from` and `to` are generations, null where neither header nor name tells
 * one; `first` and `last` name the logs as a person does.
 */
export type ChainPart =
  | {
      readonly kind: "whole";
      readonly from: number | null;
      readonly to: number | null;
      readonly count: number;
      readonly first: string;
      readonly last: string;
    }
  | { readonly kind: "missing"; readonly from: number; readonly to: number }
  | {
      readonly kind: "wrong";
      readonly from: number | null;
      readonly to: number | null;
      readonly name: string;
      /** A Jet error, and what is wrong; null where only the log itself is said to be bad. */
      readonly error: number | null;
      readonly what: string | null;
    };

interface Run {
  from: number | null;
  to: number | null;
  count: number;
  readonly first: string;
  last: string;
}

/** Parts a chain where it is broken: logs that follow one another, those that are missing, and each that is wrong. */
export function chainParts(chain: Chain): readonly ChainPart[] {
  const parts: ChainPart[] = [];
  const wrong = new Map<string, { readonly error: number; readonly what: string }>();
  const gaps = new Map<number, number>();
  for (const problem of chain.problems) {
    if ("file" in problem) wrong.set(problem.file, problem);
    else gaps.set(problem.missing[0], problem.missing[1]);
  }
  const open: { run: Run | null; previous: number | null } = { run: null, previous: null };
  const close = (): void => {
    if (open.run !== null) parts.push({ kind: "whole", ...open.run });
    open.run = null;
  };
  for (const { name, ok, generation } of chain.logs) {
    const { previous } = open;
    const gap = previous === null ? undefined : gaps.get(previous + 1);
    if (gap !== undefined && previous !== null && generation !== null && generation > gap) {
      close();
      parts.push({ kind: "missing", from: previous + 1, to: gap });
    }
    open.previous = generation ?? previous;
    const number = generation ?? numberOf(name, previous);
    if (!ok) {
      close();
      const { error = null, what = null } = wrong.get(name) ?? {};
      parts.push({ kind: "wrong", from: number, to: number, name, error, what });
      continue;
    }
    const label = /^.{3}\.(log|jtx)$/i.test(name) || generation === null ? name : hex(generation);
    open.run ??= { from: number, to: number, count: 0, first: label, last: label };
    open.run.last = label;
    open.run.to = number ?? open.run.to;
    open.run.count += 1;
  }
  close();
  return parts;
}

/**
 * The parts of a set's chain, and before and behind them the logs that its databases need and that are not there:
 * a chain alone cannot tell what should follow its last log.
 */
export function partsOfSet({ chain, databases }: VerifiedSet): readonly ChainPart[] {
  const parts = chainParts(chain);
  const starts = databases.flatMap(({ required }) => required?.[0] ?? []);
  const ends = databases.flatMap(({ required, committed }) =>
    required === undefined ? [] : Math.max(required[1], committed ?? 0),
  );
  if (starts.length === 0) return parts;
  const [start, end] = [Math.min(...starts), Math.max(...ends)];
  const generations = parts.flatMap((part) => [part.from ?? [], part.to ?? []].flat());
  if (generations.length === 0) return [...parts, { kind: "missing", from: start, to: end }];
  const [oldest, newest] = [
    generations.reduce((a, b) => Math.min(a, b)),
    generations.reduce((a, b) => Math.max(a, b)),
  ];
  return [
    ...(start < oldest ? [{ kind: "missing", from: start, to: oldest - 1 } as const] : []),
    ...parts,
    ...(end > newest ? [{ kind: "missing", from: newest + 1, to: end } as const] : []),
  ];
}

/** Of a log whose header cannot be read: by its name, and the current one follows the log before. */
function numberOf(name: string, previous: number | null): number | null {
  const read = logName(name);
  if (read?.kind === "closed") return read.number;
  return read?.kind === "current" && previous !== null ? previous + 1 : null;
}

export function hex(generation: number): string {
  return `0x${generation.toString(16).toUpperCase()}`;
}

/** `0x20`, or `0x20 to 0x22` */
export function generationWords(from: number, to: number): string {
  return from === to ? hex(from) : `${hex(from)} to ${hex(to)}`;
}

/** `DB01.edb needs 0x7 to 0x9, committed up to 0xA` */
export function rangeWords({ name, required, committed }: VerifiedSet["databases"][number]): string {
  if (required === undefined) return `${name} needs no logs`;
  const [first, last] = required;
  return `${name} needs ${generationWords(first, last)}, committed up to ${hex(committed ?? last)}`;
}

/** Where recovery begins. */
export function checkpointWords({ checkpoint }: VerifiedSet): string {
  const at = checkpoint?.generation ?? null;
  return at === null
    ? "no checkpoint that can be read: recovery begins at the oldest log"
    : `checkpoint in ${hex(at)}`;
}
