import type { Verified } from "../app/runs/verified-run.ts";
import { stateFolder } from "../config/places.ts";
import type { VerifyEngine, VerifyReport } from "../model/verify.ts";
import { lowerPriority } from "../platform/priority.ts";
import type { VerifyFormat } from "../report/verify/index.ts";
import { visible } from "../report/visible.ts";
import { EXIT } from "./exit-codes.ts";
import { openOutput } from "./open-output.ts";
import { type PrintOptions, renderOptions, showsReport } from "./render-options.ts";
import { diagnosticLines } from "./say-diagnostics.ts";
import { withSession } from "./session.ts";

export interface VerifyOptions extends PrintOptions {
  readonly engine: VerifyEngine;
  readonly eseutil?: string;
  readonly format: VerifyFormat;
  readonly jobs: number;
  readonly limit?: number;
}

/** Runs `verify`; returns the exit code. Ctrl-C ends the reading; what was seen up to there is reported. */
export async function runVerify(paths: readonly string[], options: VerifyOptions): Promise<number> {
  const { engine, jobs, limit = null, eseutil: tool = null } = options;
  const output = await openOutput(options.output, paths);
  lowerPriority();
  try {
    return await withSession(
      options,
      true,
      async (surroundings, progress) => {
        const { verify } = await import("../app/verify.ts");
        const startedAt = surroundings.now();
        const report = await verify({ paths, engine, jobs, limit, tool }, surroundings);
        progress?.clear();
        output.write(await render(report, options));
        await output.commit();
        // On a terminal they stand in the report, just above.
        if (!showsReport(options) || options.format !== "text") {
          process.stderr.write(diagnosticLines([report], options.logLevel));
        }
        await record(paths, { report, startedAt, endedAt: surroundings.now() }, options);
        return EXIT[report.verdict];
      },
      "time",
    );
  } finally {
    output.discard();
  }
}

/** Where the files are those of a run, the result becomes a part of it. */
async function record(paths: readonly string[], verified: Verified, options: VerifyOptions): Promise<void> {
  const { recordVerified, runOf } = await import("../app/runs/verified-run.ts");
  const run = runOf(paths);
  if (run === null) return;
  const said = recordVerified(run, verified, options.state ?? stateFolder());
  if (options.logLevel === "silent") return;
  for (const sentence of said) process.stderr.write(`thawline: ${visible(sentence)}\n`);
}

async function render(report: VerifyReport, options: VerifyOptions): Promise<string> {
  const { VERIFY_RENDERERS } = await import("../report/verify/index.ts");
  return VERIFY_RENDERERS[options.format](report, renderOptions(options));
}
