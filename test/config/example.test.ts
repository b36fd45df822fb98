import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { defaultConfig } from "../../src/config/default-config.ts";
import { readConfig } from "../../src/config/settings-file.ts";
import { configFiles } from "./files.ts";

const { write } = configFiles();
const docs = new URL("../../docs/", import.meta.url);
const example = readFileSync(new URL("thawline.example.yaml", docs), "utf8");
const schema = JSON.parse(readFileSync(new URL("config.schema.json", docs), "utf8"));

/** The example with what stands behind `#` (and is no sentence) in place of the defaults that it stands for. */
const samples = (() => {
  const lines = example.split("\n").map((line) => line.replace(/^( *)#(?! )(?=\S| {2,}\S)/, "$1"));
  // Within blocks that are wholly commented out, one "#" stands before sentences as well.
  const open = lines.map((line) => line.replace(/^( *)# {2}(?= *(-|#|\w+:))/, "$1  "));
  const taken = new Set<string>();
  return open
    .reverse()
    .filter((line) => {
      const key = /^( *\w+):/.exec(line)?.[1];
      const isDefault = key !== undefined && /: (\[\]|off)$/.test(line) && taken.has(key);
      if (key !== undefined) taken.add(key);
      return !isDefault;
    })
    .reverse()
    .join("\n");
})();

/** Every key that a JSON schema knows, with its place: `alerts.sinks[email].host`. */
function keysOf(part: Record<string, unknown>, above = ""): string[] {
  const properties = (part.properties ?? {}) as Record<string, Record<string, unknown>>;
  const kind = properties.kind?.const === undefined ? "" : `[${properties.kind.const}]`;
  const own = Object.entries(properties).flatMap(([key, inner]) => {
    const path = `${above}${kind}.${key}`;
    return [path, ...keysOf(inner, path)];
  });
  const choices = [part.items, ...((part.oneOf ?? []) as unknown[]), ...((part.anyOf ?? []) as unknown[])];
  const inside = choices.flatMap((one) => (one ? keysOf(one as Record<string, unknown>, above) : []));
  return [...new Set([...own, ...inside])];
}

/** The same of a value. */
function keysIn(value: unknown, above = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => keysIn(one, above));
  if (typeof value !== "object" || value === null) return [];
  const kind = "kind" in value ? `[${String(value.kind)}]` : "";
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = `${above}${kind}.${key}`;
    return [path, ...keysIn(inner, path)];
  });
}

describe("the example of a configuration", () => {
  it("says the defaults and nothing else", async () => {
    expect(await readConfig(write(example))).toEqual(defaultConfig());
  });

  it("holds every setting that has a default, as it is", () => {
    const given = keysIn(parse(example));
    const withDefault = Object.entries(schema.properties as Record<string, { default?: unknown }>)
      .filter(([, part]) => part.default !== undefined)
      .map(([key]) => `.${key}`);
    expect(given).toEqual(expect.arrayContaining(withDefault));
  });

  it("holds every key, most of them as samples, which can be read", async () => {
    const config = await readConfig(write(samples));
    expect(config.watch.expect).toHaveLength(3);
    expect(config.watch.alerts.sinks.map(({ kind }) => kind)).toEqual([
      "email",
      "teams",
      "slack",
      "webhook",
      "alertmanager",
      "ping",
      "eventlog",
      "command",
    ]);
    const shown = new Set(keysIn(parse(samples)));
    // What is the same for all sinks is shown once; the rest of a place of a secret is the other way to give it.
    const common =
      /\[(?!email)\w+\]\.(name|minSeverity|timeout)$|\[alertmanager\]\.(user|password)|\.(env|file)$/;
    const missing = keysOf(schema).filter((key) => !shown.has(key) && !common.test(key));
    expect(missing).toEqual([]);
  });

  it("says the defaults of the samples too", async () => {
    const text =
      "alerts: {sinks: [{kind: email, host: h, from: a@b, to: a@b}, {kind: ping, watcher: {url: http://h}}]}";
    const { watch } = await readConfig(write(text));
    expect(watch.alerts.sinks).toMatchObject([
      { minSeverity: "warning", timeoutSeconds: 30, port: 587, tls: "starttls", attachReport: true },
      { watcher: { everySeconds: 300 } },
    ]);
    for (const said of [
      "minSeverity: warning",
      "timeout: 30s",
      "port: 587",
      "tls: starttls",
      "attachReport: true",
      "every: 5m",
    ]) {
      expect(samples).toContain(said);
    }
  });
});

describe("the schema for editors", () => {
  const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

  it("takes the example and its samples", () => {
    expect([valid(parse(example)), valid(parse(samples)), valid.errors]).toEqual([true, true, null]);
  });

  it.each([
    [{ frieze: {} }],
    [{ freeze: { warn: "soon" } }],
    [{ alerts: { sinks: [{ kind: "slack", url: { environment: "X" } }] } }],
    [{ alerts: { sinks: [{ kind: "email" }] } }],
    [{ expect: [{ database: "DB01", maxAge: "1d", days: [{ on: "friday", maxAge: "1d" }] }] }],
    [{ keep: 400 }],
  ])("refuses %j, as the program does", async (value) => {
    expect(valid(value)).toBe(false);
    await expect(readConfig(write(JSON.stringify(value)))).rejects.toThrow(/thawline\.yaml:1:\d+: /);
  });
});
