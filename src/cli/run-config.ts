import type { Remark } from "../app/config-check/remark.ts";
import { type Config, defaultConfig } from "../config/default-config.ts";
import { formatDuration } from "../config/duration.ts";
import { configFile } from "../config/places.ts";
import { readPackageFile } from "../platform/package-file.ts";
import { visible } from "../report/visible.ts";
import { EXIT } from "./exit-codes.ts";
import type { GlobalOptions } from "./globals.ts";
import { openOutput } from "./open-output.ts";

export interface ConfigPrintOptions extends GlobalOptions {
  readonly format: "yaml" | "json";
}

const WORDS = { failure: "failure", warning: "warning", info: "note" } as const;

/** Runs `config check`; returns the exit code. @throws ConfigError where the file cannot be read */
export async function runConfigCheck(file: string | undefined, options: GlobalOptions): Promise<number> {
  const path = file ?? configFile(options);
  if (path === null) {
    await print("There is no configuration file: the defaults hold.\n");
    return EXIT.ok;
  }
  const { readLocatedConfig } = await import("../config/settings-file.ts");
  const { checkConfig } = await import("../app/config-check/index.ts");
  const { data: config, placeOf } = await readLocatedConfig(path);
  const remarks = await checkConfig(config, {
    now: Date.now(),
    env: process.env,
    platform: process.platform,
  });
  const lines = remarks.map(
    ({ severity, path: at, message }) => `  ${WORDS[severity]}  ${placeOf(at)}: ${message}`,
  );
  await print(textOf([`${path}: ${verdictOf(remarks)}`, ...lines, ...saidBy(config)]));
  const [worst] = remarks;
  return worst === undefined || worst.severity === "info" ? EXIT.ok : EXIT[worst.severity];
}

/** Runs `config print`; returns the exit code. @throws ConfigError */
export async function runConfigPrint(file: string | undefined, options: ConfigPrintOptions): Promise<number> {
  const path = file ?? configFile(options);
  const { readConfig } = await import("../config/settings-file.ts");
  const { configYaml, shownConfig } = await import("../config/print.ts");
  const config = path === null ? defaultConfig() : await readConfig(path);
  await print(
    options.format === "yaml" ? configYaml(config) : `${JSON.stringify(shownConfig(config), null, 2)}\n`,
  );
  return EXIT.ok;
}

/** Runs `config schema`; returns the exit code. */
export async function runConfigSchema(): Promise<number> {
  const { configSchemaText } = await import("../config/json-schema.ts");
  await print(configSchemaText());
  return EXIT.ok;
}

/** Runs `config example`; returns the exit code. */
export async function runConfigExample(): Promise<number> {
  await print(readPackageFile("docs/thawline.example.yaml"));
  return EXIT.ok;
}

async function print(text: string): Promise<void> {
  const output = await openOutput(undefined, []);
  output.write(text);
  await output.commit();
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${visible(line)}\n`).join("");
}

function verdictOf(remarks: readonly Remark[]): string {
  const counts = (["failure", "warning"] as const).flatMap((severity) => {
    const count = remarks.filter((remark) => remark.severity === severity).length;
    return count === 0 ? [] : `${count} ${severity}${count === 1 ? "" : "s"}`;
  });
  return counts.length === 0 ? "good" : counts.join(", ");
}

/** What the file asks for, in short: whoever reads it sees at once when a part is not what was meant. */
function saidBy({ settings, watch }: Config): string[] {
  const { servers, files, topology, expect, alerts } = watch;
  const overdue = settings.overdueSeconds === null ? "off" : formatDuration(settings.overdueSeconds);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["servers", servers.map(({ name, channels }) => `${name} (${channels.join(", ")})`)],
    ["files", files],
    ["topology", [topology.file ?? "asked of the Exchange shell"]],
    ["expects", expect.map((one) => `${one.database}: ${one.type}, ${formatDuration(one.maxAgeSeconds)}`)],
    ["others", [`overdue after ${overdue}`]],
    ["silences", alerts.silences.length === 0 ? [] : [String(alerts.silences.length)]],
    ["sinks", alerts.sinks.map(({ name, kind, minSeverity }) => `${name} (${kind}, from ${minSeverity})`)],
  ];
  return rows.map(
    ([key, values]) => `  ${key.padEnd(9)} ${values.length === 0 ? "none" : values.join("; ")}`,
  );
}
