import { describe, expect, it, onTestFinished } from "vitest";
import { eventLogs } from "../../../src/app/doctor/checks/event-logs.ts";
import { exchange } from "../../../src/app/doctor/checks/exchange.ts";
import { liveReader } from "../../../src/app/doctor/checks/live-reader.ts";
import { powershell } from "../../../src/app/doctor/checks/powershell.ts";
import { providers } from "../../../src/app/doctor/checks/providers.ts";
import { rights } from "../../../src/app/doctor/checks/rights.ts";
import { TOPOLOGY_SCRIPT } from "../../../src/exchange/index.ts";
import { ese, simulateLogs } from "../../source/live/logs.ts";
import { checked, NOW, rows, told, watching } from "./windows.ts";

const MIB = 1024 * 1024;
const ago = (days: number): string => new Date(NOW - days * 24 * 3_600_000).toISOString();

describe("event logs", () => {
  const log = (name: string, more: Readonly<Record<string, string>> = {}): readonly string[] => [
    "log",
    ...Object.entries({
      ...{ name, enabled: "True", mode: "Circular", most: String(100 * MIB), size: String(100 * MIB) },
      ...{ records: "100000", oldest: ago(10), ...more },
    }).flat(),
  ];
  const look = (...answer: readonly (readonly string[])[]) =>
    told(eventLogs, { config: watching("MBX1"), answers: [["EventLogConfiguration", rows(...answer)]] });

  it("are good when they go back far enough, or are not full yet", async () => {
    expect(
      await look(log("Application"), log("system", { oldest: ago(0.5), size: String(20 * MIB) })),
    ).toEqual([
      "ok: Application of MBX1 goes back 10.0 days, 100.0 MiB of 100.0 MiB",
      "ok: System of MBX1 goes back 0.5 days, 20.0 MiB of 100.0 MiB",
    ]);
  });

  it("are told when they overwrite within days, stop, are off or cannot be read", async () => {
    const { results } = await checked(eventLogs, {
      config: watching("MBX1"),
      answers: [
        [
          "EventLogConfiguration",
          rows(log("Application", { oldest: ago(1) }), [
            ...["refused", "name", "System", "type", "EventLogException"],
            ...["message", "Zugriff verweigert"],
          ]),
        ],
      ],
    });
    expect(results).toMatchObject([
      // A week is seven times 100 MiB: 700 MiB, in whole 64 MiB 704 MiB.
      { state: "warning", remedy: `make it larger: wevtutil sl Application /ms:${704 * MIB}` },
      { state: "failure", says: "System of MBX1 cannot be read: Zugriff verweigert" },
    ]);
    expect(await look(log("Application", { mode: "Retain" }), log("System", { enabled: "False" }))).toEqual([
      expect.stringMatching(/^warning: .*nothing more is written when it is full$/),
      "failure: System of MBX1 is turned off: nothing is written to it",
    ]);
  });

  it("are not known when PowerShell does not tell of one, or not at all", async () => {
    expect(await look(log("Application"))).toEqual([
      expect.stringMatching(/^ok/),
      "unknown: System of MBX1: PowerShell did not tell",
    ]);
    expect(await checked(eventLogs, { config: watching("MBX1") })).toMatchObject({ state: "unknown" });
  });
});

describe("providers", () => {
  const provider = (name: string, there: string) => ["provider", "name", name, "there", there];
  const look = (...answer: readonly (readonly string[])[]) =>
    told(providers, { config: watching("MBX1"), answers: [["GetProviderNames", rows(...answer)]] });
  const others = ["VSS", "volsnap"].map((name) => provider(name, "True"));

  it("that are missing are named", async () => {
    expect(await look(provider("MSExchangeRepl", "True"), provider("ESE", "True"), ...others)).toEqual([
      "ok: MBX1 has MSExchangeRepl, ESE, VSS, volsnap",
    ]);
    expect(await look(provider("MSExchangeRepl", "False"), provider("ESE", "True"), ...others)).toEqual([
      "warning: MBX1 has no provider MSExchangeRepl",
    ]);
    expect(await look(...others)).toEqual(["unknown: MBX1: PowerShell did not tell"]);
  });
});

describe("the live reader", () => {
  it("looks at each log once, through the simulated reader", async () => {
    const logs = simulateLogs(["Application", "System"]);
    onTestFinished(logs.remove);
    const hour = new Date(Date.now() - 3_600_000).toISOString();
    logs.logs.Application = { records: ese(1, 3, { time: hour }) };
    logs.save();
    const machine = { config: watching("localhost"), ports: { startReader: logs.start } };
    expect(await told(liveReader, machine)).toEqual([
      "ok: localhost: Application and System can be read; 3 events of the last day in one look",
    ]);
    expect(logs.trace().map(({ verb }) => verb)).toContain("open");
  });

  it("says why a log cannot be read", async () => {
    const logs = simulateLogs(["Application", "System"]);
    onTestFinished(logs.remove);
    logs.logs.System = { records: [], refused: 5 };
    logs.save();
    const machine = { config: watching("MBX1"), ports: { startReader: logs.start } };
    expect(await told(liveReader, machine)).toEqual([
      expect.stringMatching(
        /^failure: the log System of MBX1 cannot be read: access is denied.*Event Log Readers/,
      ),
    ]);
  });
});

describe("PowerShell and rights", () => {
  const machine = (
    shell: Readonly<Record<string, string>>,
    account: Readonly<Record<string, string>> = {},
  ) => ({
    answers: [
      [
        "PSVersionTable",
        rows(
          [
            "powershell",
            ...Object.entries({ version: "5.1.17763.1", bits: "64", mode: "FullLanguage", ...shell }).flat(),
          ],
          [
            "account",
            ...Object.entries({ name: "CORP\\svc", elevated: "False", reader: "False", ...account }).flat(),
          ],
        ),
      ] as const,
    ],
  });

  it("is good in full language without a strict policy", async () => {
    expect(await told(powershell, machine({ machine: "RemoteSigned" }))).toEqual([
      "ok: 5.1.17763.1, 64-bit, language mode FullLanguage",
      "ok: no group policy hinders scripts",
    ]);
  });

  it("is told when it is held in, or not there", async () => {
    expect(await checked(powershell, machine({ mode: "ConstrainedLanguage" }))).toMatchObject({
      state: "failure",
    });
    expect(await checked(powershell, machine({ user: "AllSigned" }))).toMatchObject({ state: "warning" });
    expect(await told(powershell)).toEqual([
      "failure: PowerShell could not be asked: there is no powershell.exe",
    ]);
  });

  it("rights to watch are enough, and none are told", async () => {
    expect(await checked(rights, machine({}, { elevated: "True" }))).toMatchObject({ state: "ok" });
    expect(await checked(rights, machine({}, { reader: "True" }))).toMatchObject({
      state: "ok",
      results: [{ says: expect.stringContaining("enough to watch") }],
    });
    expect(await checked(rights, machine({}))).toMatchObject({ state: "warning" });
  });
});

it("no Exchange shell is a warning that says what is then not known", async () => {
  const answers = [[TOPOLOGY_SCRIPT.slice(0, 40), rows(["shell", "how", "none"])] as const];
  expect(await checked(exchange, { answers })).toMatchObject({
    state: "warning",
    results: [
      {
        says: expect.stringContaining("There is no Exchange shell"),
        remedy: expect.stringContaining("lagged copies"),
      },
    ],
  });
});
