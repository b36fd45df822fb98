import { mkdirSync } from "node:fs";
import type { RunRecord, RunShadow, RunStep } from "../../model/backup/run.ts";
import { joinPath } from "../plan/paths.ts";
import { messageOf, runFile, writeJson } from "./files.ts";
import type { RunPorts } from "./ports.ts";

/**
 * The record of a run while it is made. Each change is on the disk when it returns: in the run's folder, and in the registry,
 * which is there also when the target is not.
 */
export interface Book {
  record(): RunRecord;
  /** Ends the step that runs as succeeded, and begins another one. */
  begin(name: string, detail: string, transcript?: string | null): void;
  /** Ends the step that runs; nothing where none does. */
  end(outcome: RunStep["outcome"], detail?: string): void;
  /** Puts finished steps in the place of the one that runs. */
  replace(steps: readonly RunStep[]): void;
  change(change: Partial<RunRecord>): void;
  /** Why one of the two places could not be written; the other one was. */
  troubles(): readonly string[];
}

/** @throws Error when neither place can be written, at first also when one cannot */
export function openBook(
  first: RunRecord,
  { registry, machine, tell }: Pick<RunPorts, "registry" | "machine" | "tell">,
): Book {
  let record = first;
  const troubles = new Set<string>();
  const places = placesOf(first, registry);
  mkdirSync(registry, { recursive: true, mode: 0o700 });
  for (const place of places) writeJson(place, record);

  function change(by: Partial<RunRecord>): void {
    record = { ...record, ...by };
    const failed: unknown[] = [];
    for (const place of places) {
      try {
        writeJson(place, record);
      } catch (error) {
        failed.push(error);
        troubles.add(`${place} could not be written: ${messageOf(error)}.`);
      }
    }
    if (failed.length === places.length) throw new Error("the run cannot be recorded", { cause: failed[0] });
  }
  const time = (): string => new Date(machine.now()).toISOString();
  const running = (): RunStep | undefined => record.steps.find(({ end }) => end === null);

  function ended(outcome: RunStep["outcome"], detail?: string): readonly RunStep[] {
    return record.steps.map((step) => {
      if (step.end !== null) return step;
      const done = { ...step, end: time(), outcome, ...(detail === undefined ? {} : { detail }) };
      tell?.({ kind: "step", step: done });
      return done;
    });
  }

  return {
    record: () => record,
    begin(name, detail, transcript = null) {
      const step: RunStep = { name, start: time(), end: null, outcome: "unknown", detail, transcript };
      change({ steps: [...ended("succeeded"), step] });
      tell?.({ kind: "step", step });
    },
    end(outcome, detail) {
      if (running() !== undefined) change({ steps: ended(outcome, detail) });
    },
    replace(steps) {
      change({ steps: record.steps.flatMap((step) => (step.end === null ? steps : [step])) });
      for (const step of steps) tell?.({ kind: "step", step });
    },
    change,
    troubles: () => [...troubles],
  };
}

/**
 * Puts into the record of a run that has ended what came to be known behind its end.
 *
 * @throws Error what the system refused
 */
export function amend(record: RunRecord, change: Partial<RunRecord>, registry: string): RunRecord {
  const amended = { ...record, ...change };
  for (const place of placesOf(record, registry)) writeJson(place, amended);
  return amended;
}

function placesOf({ id, folder }: RunRecord, registry: string): readonly string[] {
  return [registered(registry, id), runFile(folder, "record")];
}

/** The record of a run in the registry. */
export function registered(registry: string, id: string): string {
  return joinPath(registry, `${id}.json`);
}

/** What is known of shadow copies by now, with what came to be known; those that are known stay as they are. */
export function withShadows(known: readonly RunShadow[], found: readonly RunShadow[]): readonly RunShadow[] {
  const all = new Map(known.map((one) => [one.id, one]));
  for (const one of found) if (!all.has(one.id)) all.set(one.id, one);
  return [...all.values()];
}
