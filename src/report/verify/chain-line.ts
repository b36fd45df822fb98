import type { VerifiedSet } from "../../model/verify.ts";
import type { Style } from "../text/line.ts";
import { plural } from "../view/words.ts";

type Chain = VerifiedSet["chain"];

/** A part of a chain as it is drawn: logs that follow one another, one that is wrong, or ones that are missing. */
export interface Link {
  readonly text: string;
  readonly style: Style;
}

interface Run {
  readonly first: string;
  last: string;
  count: number;
}

/** `0x1C──0x1F (4)  ✗ 0x20 missing  0x21──E00.log`: the logs as links, broken where something is wrong. */
export function chainLinks(chain: Chain, bond: string, cross: string): readonly Link[] {
  const links: Link[] = [];
  const errors = new Map<string, number>();
  const gaps: [first: number, last: number][] = [];
  for (const problem of chain.problems) {
    if ("file" in problem) errors.set(problem.file, problem.error);
    else gaps.push([problem.missing[0], problem.missing[1]]);
  }
  let run: Run | null = null;
  const close = (): void => {
    if (run !== null) links.push({ text: runWords(run, bond), style: "good" });
    run = null;
  };
  const end: Record<"previous", number | null> = { previous: null };
  for (const log of chain.logs) {
    const number = log.generation;
    const gap = gaps.find(
      ([first]) => end.previous !== null && number !== null && first === end.previous + 1,
    );
    if (gap !== undefined && number !== null && number > gap[1]) {
      close();
      links.push({ text: `${cross} ${gapWords(gap)} missing (-528)`, style: "failure" });
    }
    end.previous = number ?? end.previous;
    const label = /^.{3}\.(log|jtx)$/i.test(log.name) || number === null ? log.name : hex(number);
    if (!log.ok) {
      close();
      links.push({ text: `${cross} ${log.name} (${errors.get(log.name) ?? "?"})`, style: "failure" });
    } else if (run === null) {
      run = { first: label, last: label, count: 1 } satisfies Run;
    } else {
      const open: Run = run;
      open.last = label;
      open.count += 1;
    }
  }
  close();
  return links;
}

function runWords({ first, last, count }: Run, bond: string): string {
  if (count === 1) return first;
  const length = Math.min(12, count);
  return `${first}${bond.repeat(length)}${last}${count > 2 ? ` (${plural(count, "log")})` : ""}`;
}

function gapWords([first, last]: readonly [number, number]): string {
  return first === last ? hex(first) : `${hex(first)} to ${hex(last)}`;
}

export function hex(generation: number): string {
  return `0x${generation.toString(16).toUpperCase()}`;
}
