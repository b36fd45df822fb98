import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { createSink } from "../alert/sinks/index.ts";
import { sendTest, type Tested } from "../alert/test-alert.ts";
import { sameName } from "../model/names.ts";
import type { SinkSettings } from "../model/watch-settings.ts";
import { packageVersion } from "../platform/version.ts";
import { visible } from "../report/visible.ts";
import { UsageError } from "./ends.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { loadConfig } from "./load-config.ts";
import { openOutput } from "./open-output.ts";
import { withSession } from "./session.ts";
import { sinkPorts } from "./sink-ports.ts";

export interface AlertTestOptions extends GlobalOptions {
  readonly sink?: string;
  readonly format: "text" | "json";
}

/** Runs `alert test`; returns the exit code. @throws UsageError where there is no sink to try */
export async function runAlertTest(options: AlertTestOptions): Promise<number> {
  const { watch } = await loadConfig(options);
  const chosen = choose(watch.alerts.sinks, options.sink);
  const tested = await withSession(options, false, ({ now, folder, signal }) => {
    // What a test tells is not kept.
    const memory = { get: () => null, put: () => undefined };
    const ports = sinkPorts({ now, folder: folder(), memory });
    const sinks = chosen.map((settings) => createSink(settings, ports));
    const test = { host: hostname(), now: now(), version: packageVersion(), nonce: randomUUID() };
    return sendTest(sinks, test, signal ?? new AbortController().signal);
  });
  const output = await openOutput(undefined, []);
  output.write(options.format === "json" ? jsonOf(tested, chosen) : textOf(tested, chosen));
  await output.commit();
  return tested.every(({ answer }) => answer.kind === "sent") ? EXIT.ok : EXIT.failure;
}

function choose(sinks: readonly SinkSettings[], name: string | undefined): readonly SinkSettings[] {
  if (sinks.length === 0) throw new UsageError("no sinks are configured: nothing tells of alerts");
  const chosen = sinks.filter((sink) => name === undefined || sameName(sink.name, name));
  if (chosen.length > 0) return chosen;
  throw new UsageError(`--sink ${name}: there is ${sinks.map((sink) => sink.name).join(", ")}`);
}

function textOf(tested: readonly Tested[], sinks: readonly SinkSettings[]): string {
  return tested
    .map(({ sink, answer }, index) => {
      const word = answer.kind === "sent" ? "sent  " : "FAILED";
      return `${word}  ${visible(`${sink} (${sinks[index]?.kind}): ${answer.detail}`)}\n`;
    })
    .join("");
}

function jsonOf(tested: readonly Tested[], sinks: readonly SinkSettings[]): string {
  const rows = tested.map(({ sink, answer }, index) => ({
    ...{ sink, kind: sinks[index]?.kind, sent: answer.kind === "sent" },
    detail: answer.detail,
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
