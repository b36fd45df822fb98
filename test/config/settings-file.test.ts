import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/default-config.ts";
import { parseDuration } from "../../src/config/duration.ts";
import { readConfig } from "../../src/config/settings-file.ts";
import { readTopology } from "../../src/config/topology-file.ts";
import { DEFAULT_SETTINGS } from "../../src/model/settings.ts";

const folder = mkdtempSync(join(tmpdir(), "thawline-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string, name = "thawline.yaml"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The YAML of docs/configuration.md. */
function examples(): readonly string[] {
  const text = readFileSync(new URL("../../docs/configuration.md", import.meta.url), "utf8");
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1] ?? "");
}

describe("a configuration file", () => {
  it("may say nothing", async () => {
    expect(await readConfig(file("# nothing\n"))).toEqual(defaultConfig());
  });

  it("is documented with pieces that can be read", async () => {
    const pieces = examples().slice(0, -1);
    expect(pieces).toHaveLength(2);
    const [secrets, expectations] = await Promise.all(
      pieces.map((piece, n) => readConfig(file(piece, `${n}.yaml`))),
    );
    expect(secrets?.watch.alerts.sinks.map(({ kind }) => kind)).toEqual(["alertmanager", "webhook"]);
    expect(expectations?.settings.expect.map(({ maxAgeSeconds }) => maxAgeSeconds)).toEqual([
      691_200, 86_400,
    ]);
  });

  it("changes what it names and leaves the rest", async () => {
    const { settings } = await readConfig(
      file('{"freeze": {"warn": "5s"}, "overdue": "off", "clockSkew": 90}'),
    );
    expect(settings).toEqual({
      ...defaultConfig().settings,
      freeze: { ...DEFAULT_SETTINGS.freeze, warnSeconds: 5 },
      overdueSeconds: null,
      clockSkewSeconds: 90,
    });
  });

  it("may be written by `>` of Windows PowerShell", async () => {
    const path = join(folder, "utf-16.yaml");
    writeFileSync(path, Buffer.from("\uFEFFfreeze:\r\n  warn: 5s # früher\r\n", "utf16le"));
    expect((await readConfig(path)).settings.freeze.warnSeconds).toBe(5);
  });

  it.each([
    ["frieze:\n  warn: 5s\n", '1:1: frieze: is not known here; did you mean "freeze"?'],
    ["freeze:\n  warn: soon\n", '2:9: freeze.warn: must be a duration such as "20s"'],
    ["freeze:\n  warn: 30s\n", "2:9: freeze.warn: must not be longer than critical"],
    ["job:\n  maxAge: -1\n", "2:11: job.maxAge: must be a duration"],
    [
      "severities:\n  - code: FREEZE\n    severity: info\n",
      "2:11: severities[0].code: must be a finding code: FREEZE_TIMEOUT, ",
    ],
    ["severities:\n  - severity: info\n", "2:5: severities[0].code: must be a finding code"],
    [
      "severities:\n  - code: FREEZE_SLOW\n    severity: bad\n",
      '3:15: severities[0].severity: must be "failure"',
    ],
    ["timeZone: Berlin\n", "1:11: timeZone: must be an IANA time zone"],
    ["freeze: [\n", "2:1: "],
    ["- a\n- b\n", "1:1: the file: must be keys with values"],
    ['{\n  "clockSkew": true\n}', "2:16: clockSkew: must be a duration"],
  ])("is refused with file, place and what is allowed: %j", async (text, message) => {
    const path = file(text);
    await expect(readConfig(path)).rejects.toThrow(`${path}:${message}`);
  });

  it("that is not there is named", async () => {
    await expect(readConfig(join(folder, "none.yaml"))).rejects.toThrow(/none\.yaml.*no such file/);
  });

  it("cannot take the memory with references to references", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x]"];
    for (let i = 1; i < 9; i += 1) {
      const [name, before] = [String.fromCharCode(97 + i), String.fromCharCode(96 + i)];
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${before}`).join(",")}]`);
    }
    await expect(readConfig(file(bomb.join("\n")))).rejects.toThrow(/thawline\.yaml:1:1: .*alias/i);
  });
});

describe("a topology file", () => {
  it("is documented with an example", async () => {
    expect(await readTopology(file(examples().at(-1) ?? ""))).toEqual({
      servers: [
        { name: "MBX1", dag: "DAG1" },
        { name: "MBX2", dag: "DAG1" },
      ],
      databases: [
        {
          name: "DB01",
          guid: "5f1ad2f6-2b8e-4f0c-9d4e-0a6d7c1b2e3f",
          circularLogging: false,
          copies: [
            { server: "MBX1", active: true },
            { server: "MBX2", replayLagSeconds: 604_800, truncationLagSeconds: 0 },
          ],
        },
      ],
    });
  });

  it("is refused with the place of the error", async () => {
    const text =
      "databases:\n  - name: DB01\n    copies:\n      - server: MBX1\n        replayLagSeconds: a week\n";
    await expect(readTopology(file(text))).rejects.toThrow(
      /:5:27: databases\[0\]\.copies\[0\]\.replayLagSeconds: must be seconds/,
    );
  });
});

describe("durations", () => {
  it.each([
    ["20s", 20],
    ["1.5m", 90],
    ["24h", 86_400],
    ["8d", 691_200],
    [30, 30],
    ["30", null],
    ["5 weeks", null],
    [Number.NaN, null],
  ])("%j are %j seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
});
