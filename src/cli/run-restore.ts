import { resolve } from "node:path";
import { goodRuns, isWithoutFiles } from "../app/runs/other-runs.ts";
import { verify } from "../app/verify.ts";
import { splitPath } from "../backup/plan/paths.ts";
import { restorePlan } from "../backup/plan/restore/restore.ts";
import { runFile } from "../backup/run/files.ts";
import { type Read, readPlan, readRecord } from "../backup/run/read-run.ts";
import { stateFolder } from "../config/places.ts";
import type { Readiness } from "../model/backup/restore.ts";
import { lowerPriority } from "../platform/priority.ts";
import { renderRestoreJson, renderRestoreText } from "../report/restore-plan.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import { openOutput } from "./open-output.ts";
import { type PrintOptions, renderOptions } from "./render-options.ts";
import { diagnosticLines } from "./say-diagnostics.ts";
import { withSession } from "./session.ts";

export interface RestorePlanOptions extends PrintOptions {
  readonly format: "text" | "json";
}

const EXITS: Readonly<Record<Readiness, number>> = {
  ready: EXIT.ok,
  "with-loss": EXIT.failure,
  "not-possible": EXIT.failure,
  nothing: EXIT.failure,
  unproven: EXIT.unknown,
};

/** Runs `restore plan`; returns the exit code. */
export async function runRestorePlan(run: string, options: RestorePlanOptions): Promise<number> {
  const folder = resolve(run);
  const plan = expect(readPlan(runFile(folder, "plan")), run);
  const record = expect(readRecord(runFile(folder, "record")), run);
  const output = await openOutput(options.output, [folder]);
  const files = resolve(folder, splitPath(plan.folders.files).name);
  lowerPriority();
  try {
    return await withSession(
      options,
      true,
      async (surroundings, progress) => {
        const verified = await verify(
          {
            paths: [files],
            engine: "native",
            jobs: 1,
            limit: null,
            tool: null,
          },
          surroundings,
        );
        progress?.clear();
        surroundings.signal?.throwIfAborted();
        const restore = restorePlan(record, plan, verified, {
          folder,
          empty: isWithoutFiles(files),
          others: goodRuns(record, folder, options.state ?? stateFolder()),
        });
        output.write(
          options.format === "json"
            ? renderRestoreJson(restore)
            : renderRestoreText(restore, renderOptions(options)),
        );
        await output.commit();
        // That nothing was found to check is what the plan says already.
        if (restore.readiness !== "nothing")
          process.stderr.write(diagnosticLines([verified], options.logLevel));
        if (restore.readiness !== "ready") return EXITS[restore.readiness];
        return verified.verdict === "ok" && record.outcome === "proven" ? EXIT.ok : EXIT.warning;
      },
      "time",
    );
  } finally {
    output.discard();
  }
}

/** @throws UsageError for a folder that is not that of a run */
function expect<Content>(read: Read<Content>, run: string): Content {
  if ("content" in read) return read.content;
  throw new UsageError(`${run} is not the folder of a run: ${read.trouble}`);
}
