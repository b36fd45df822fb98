import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { discover } from "../../../src/exchange/index.ts";
import type { ShellAnswer } from "../../../src/model/shell.ts";
import { row } from "../shell.ts";
import { EXCHANGE_WRITER, machineRow, simulated, VSSADMIN } from "./machine.ts";

const SILENT: ShellAnswer = { ok: false, reason: "silent", message: "powershell.exe ended" };
const NOWHERE = { SystemRoot: "C:\\Windows" };

test("a machine that answers nothing at all is a discovery without anything, and says why", async () => {
  const machine = simulated({ machine: SILENT, exchange: SILENT, files: [], env: NOWHERE });
  expect(await discover(machine)).toEqual({
    server: "",
    node: "",
    elevated: null,
    bits: null,
    units: [],
    volumes: [],
    letters: [],
    writers: null,
    shadows: null,
    tools: { diskshadow: null, robocopy: null, eseutil: null },
    problems: [
      "PowerShell did not tell what this machine is like: powershell.exe ended",
      "the name of this machine is not known",
      "which server to ask for is not known",
      "there is no vssadmin.exe",
      "there is no vssadmin.exe",
      expect.stringMatching(/^where Exchange is installed is not known/),
    ],
  });
});

test("where PowerShell does not answer, the environment of this process still says some of it", async () => {
  const env = {
    ...NOWHERE,
    COMPUTERNAME: "EX1",
    PROCESSOR_ARCHITECTURE: "x86",
    PROCESSOR_ARCHITEW6432: "AMD64",
  };
  const { node, server, bits, elevated } = await discover(
    simulated({ machine: SILENT, exchange: SILENT, vssadmin: VSSADMIN, env }),
  );
  expect([node, server, elevated]).toEqual(["EX1", "EX1", null]);
  expect(bits).toEqual({ system: 64, process: 32 });
});

test.each([
  ["AMD64", null, { system: 64, process: 64 }],
  ["x86", "AMD64", { system: 64, process: 32 }],
  ["x86", null, { system: 32, process: 32 }],
  ["something", null, null],
])("a PowerShell of %s on %s", async (processor, native, bits) => {
  const machine = simulated({ machine: [machineRow("EX1", { processor, native })], exchange: SILENT });
  expect((await discover(machine)).bits).toEqual(bits);
});

test("without an Exchange shell the machine is found all the same", async () => {
  const machine = simulated({
    machine: [machineRow("FS1", { elevated: "False", cluster: "DAG9" })],
    exchange: { ok: true, rows: [row("shell", { how: "none" })] },
    vssadmin: VSSADMIN,
  });
  const { units, elevated, shadows, problems } = await discover(machine);
  expect([units, elevated, shadows]).toEqual([[], false, []]);
  expect(problems).toEqual([
    expect.stringMatching(/^There is no Exchange shell on this machine\./),
    "this machine is a node of the cluster DAG9, whose servers may have other names",
  ]);
});

test("what a part of the script could not tell is told", async () => {
  const machine = simulated({
    machine: [machineRow("EX1"), row("warning", { about: "volumes", message: "Zugriff verweigert" })],
    exchange: SILENT,
    vssadmin: VSSADMIN,
  });
  expect((await discover(machine)).problems).toContain("volumes: Zugriff verweigert");
});

test("what is no volume and no letter is passed over", async () => {
  const machine = simulated({
    machine: [
      machineRow("EX1"),
      row("volume", { name: "A:\\", letter: "A:", path: "A:\\", bytes: null, free: null, fileSystem: null }),
      row("mount", { directory: null, volume: 'Win32_Volume.DeviceID="' }),
      row("letter", { letter: null }),
      row("letter", { letter: "\\\\server\\share" }),
    ],
    exchange: SILENT,
    vssadmin: VSSADMIN,
  });
  const { volumes, letters } = await discover(machine);
  expect([volumes, letters]).toEqual([[], []]);
});

describe("vssadmin", () => {
  const told = async (writers: readonly [string, number]) => {
    const { writers: list, problems } = await discover(
      simulated({ machine: [machineRow("EX1")], exchange: SILENT, vssadmin: { ...VSSADMIN, writers } }),
    );
    return { list, problem: problems.find((text) => text.includes("vssadmin")) };
  };

  test("that fails", async () => {
    expect(await told(["Fehler: Zugriff verweigert", -2147024891])).toEqual({
      list: null,
      problem: "vssadmin failed (-2147024891): Fehler: Zugriff verweigert",
    });
  });

  test("that prints what is no list", async () => {
    const { list, problem } = await told(["Das Kennwort bitte:", 0]);
    expect(list).toBeNull();
    expect(problem).toMatch(/not understood: Das Kennwort bitte:/);
  });

  const published = new URL(
    "../../../../shared/data/tool-output/vssadmin-writers-de-exchange-retryable.txt",
    import.meta.url,
  );
  test.skipIf(!existsSync(published))(
    "in German, with an error of the last backup (skipped where ../shared/data is not there)",
    async () => {
      const text = readFileSync(published, "latin1")
        .split("\n")
        .filter((line) => !line.startsWith("#"))
        .join("\r\n");
      const { list } = await told([text, 0]);
      expect(list?.find(({ id }) => id === EXCHANGE_WRITER)).toEqual({
        name: "Microsoft Exchange Writer",
        id: EXCHANGE_WRITER,
        condition: "stable",
        stateText: "Stabil",
        hasError: true,
      });
    },
  );
});

test("it is told what is asked, and an abort ends it", async () => {
  const steps: string[] = [];
  const over = new AbortController();
  const machine = simulated({ machine: [machineRow("EX1")], exchange: SILENT, vssadmin: VSSADMIN });
  const running = discover(machine, {
    signal: over.signal,
    progress: (step) => {
      steps.push(step);
      if (step === "Exchange") over.abort();
    },
  });
  await expect(running).rejects.toThrow(/abort/i);
  expect(steps).toEqual(["volumes and rights", "Exchange"]);
});
