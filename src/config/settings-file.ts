import type { Settings } from "../model/settings.ts";
import { type Config, machineTimeZone } from "./default-config.ts";
import { type FileValues, fileSchema } from "./file-schema.ts";
import { type Located, readLocated } from "./read-file.ts";
import { expectationsOf, watchOf } from "./watch-values.ts";

/** The configuration in a file, defaults filled in. @throws ConfigError */
export async function readConfig(path: string): Promise<Config> {
  return (await readLocatedConfig(path)).data;
}

/** As `readConfig`, with the places for what is found out later. @throws ConfigError */
export async function readLocatedConfig(path: string): Promise<Located<Config>> {
  const { data: values, placeOf } = await readLocated(path, fileSchema);
  const zone = values.timeZone ?? machineTimeZone();
  const data = {
    settings: settingsOf(values, zone),
    timeZone: values.timeZone ?? null,
    watch: watchOf(values, path, zone),
  };
  return { data, placeOf };
}

function settingsOf(values: FileValues, timeZone: string): Settings {
  const { freeze, job, truncation, clockSkew, overdue, severities } = values;
  return {
    freeze: {
      warnSeconds: freeze.warn,
      criticalSeconds: freeze.critical,
      limitSeconds: freeze.limit,
    },
    maxJobSeconds: job.maxAge,
    withoutCopySeconds: job.withoutCopy,
    truncationDeadlineSeconds: truncation.deadline,
    clockSkewSeconds: clockSkew,
    overdueSeconds: overdue === "off" ? null : overdue,
    expect: expectationsOf(values),
    timeZone,
    severities,
  };
}
