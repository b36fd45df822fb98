import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AlertMessage } from "../model/alert.ts";
import type { Report } from "../model/report.ts";
import { alertLines, endLines, expected, INTRODUCTION, nightLine } from "../report/demo.ts";
import { renderStep } from "../report/run-lines.ts";
import { createJobLines } from "../report/watch-lines.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { renderOptions } from "./render-options.ts";
import { withSession } from "./session.ts";

export interface DemoOptions extends GlobalOptions {
  readonly keep?: boolean;
  readonly seed: number;
  readonly seconds: number;
}

/** Runs `demo`; returns the exit code. */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { keep = false, seed, seconds } = options;
  const render = renderOptions(options);
  const say = (text: string): void => void process.stdout.write(text);
  const folder = mkdtempSync(join(tmpdir(), "thawline-demo-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  if (!keep) process.once("exit", remove);
  return await withSession(options, false, async (surroundings) => {
    const { demo } = await import("../app/demo/demo.ts");
    const jobLine = createJobLines();
    say(INTRODUCTION);
    const end = await demo(
      {
        folder,
        seed,
        seconds,
        night: ({ title }, time) => say(nightLine(title, time, render)),
        step: (step) => say(`  run  ${renderStep(step, render)}`),
        judged: (report: Report) => say(jobLine(report, render)),
        alerted: (message: AlertMessage) => say(alertLines(message, render)),
      },
      surroundings,
    );
    say(endLines({ ...end, keep }, render));
    return expected(end) ? EXIT.ok : EXIT.internal;
  });
}
