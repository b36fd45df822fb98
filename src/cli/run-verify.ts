import type { VerifyEngine, VerifyReport } from "../model/verify.ts";
import { lowerPriority } from "../platform/priority.ts";
import type { VerifyFormat } from "../report/verify/index.ts";
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
        const report = await verify({ paths, engine, jobs, limit, tool }, surroundings);
        progress?.clear();
        output.write(await render(report, options));
        await output.commit();
        // On a terminal they stand in the report, just above.
        if (!showsReport(options) || options.format !== "text") {
          process.stderr.write(diagnosticLines([report], options.logLevel));
        }
        return EXIT[report.verdict];
      },
      "time",
    );
  } finally {
    output.discard();
  }
}

async function render(report: VerifyReport, options: VerifyOptions): Promise<string> {
  const { VERIFY_RENDERERS } = await import("../report/verify/index.ts");
  return VERIFY_RENDERERS[options.format](report, renderOptions(options));
}
