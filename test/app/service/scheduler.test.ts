import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  createTask,
  deleteTask,
  queryTask,
  type SchedulerPorts,
  startTask,
} from "../../../src/app/service/scheduler.ts";
import { accountOf } from "../../../src/app/service/service.ts";
import { TASK_RUNNING } from "../../../src/app/service/task-status.ts";
import { taskFile, taskXml } from "../../../src/app/service/task-xml.ts";
import { testFolder } from "../logs.ts";
import { serviceOf } from "./services.ts";

const folder = testFolder();
const SCHTASKS = "C:\\Windows\\System32\\schtasks.exe";

interface Answer {
  readonly exitCode: number;
  readonly output?: string;
}

/** A simulated schtasks.exe, and what it was asked; what asks the user is marked. */
function simulated(answer: (verb: string, args: readonly string[]) => Answer) {
  const asked: (readonly string[])[] = [];
  const files: Uint8Array[] = [];
  const ports: SchedulerPorts = {
    env: { SystemRoot: "C:\\Windows" },
    folder: () => folder,
    signal: new AbortController().signal,
    processes: {
      find: (names) => names.find((name) => name === SCHTASKS) ?? null,
      async run(file, args, { stdout }) {
        asked.push([file, ...args]);
        const xml = args[args.indexOf("/xml") + 1];
        if (args[0] === "/create" && xml !== undefined) files.push(readFileSync(xml));
        const { exitCode, output = "" } = answer(args[0] ?? "", args);
        stdout(output);
        return { exitCode, trouble: null };
      },
    },
    async runAttached(file, args) {
      asked.push(["asks the user:", file, ...args]);
      return { exitCode: answer("attached", args).exitCode, trouble: null };
    },
  };
  return { ports, asked, files };
}

const good = () => ({ exitCode: 0 });

describe("installing", () => {
  it("gives schtasks the file, and takes its word", async () => {
    const { ports, asked, files } = simulated(good);
    expect(await createTask(serviceOf(), ports)).toEqual({ ok: true });
    expect(asked).toEqual([[SCHTASKS, "/create", "/tn", "Thawline", "/xml", `${folder}/task.xml`, "/f"]]);
    expect(files).toEqual([Buffer.from(taskFile(serviceOf()))]);
    const denied = simulated(() => ({ exitCode: 1, output: "FEHLER: Zugriff\r\nverweigert" }));
    expect(await createTask(serviceOf(), denied.ports)).toEqual({
      ok: false,
      said: "schtasks: FEHLER: Zugriff verweigert (exit code 1)",
    });
  });

  it("lets schtasks ask for a password, which stands nowhere", async () => {
    const { ports, asked } = simulated(good);
    await createTask(serviceOf({ account: accountOf("CORP\\svc", false) }), ports);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.[0]).toBe("asks the user:");
    expect(asked[0]?.slice(-4)).toEqual(["/ru", "CORP\\svc", "/rp", "*"]);
  });

  it("needs none for a managed account, nor for one without network", async () => {
    const managed = simulated(good);
    await createTask(serviceOf({ account: accountOf("CORP\\thawline$", false) }), managed.ports);
    expect(managed.asked[0]?.slice(-4)).toEqual(["/ru", "CORP\\thawline$", "/rp", ""]);
    const s4u = simulated(good);
    await createTask(serviceOf({ account: accountOf("CORP\\svc", true) }), s4u.ports);
    expect(s4u.asked[0]).not.toContain("/rp");
  });

  it("starts and removes by name", async () => {
    const { ports, asked } = simulated((verb) => ({ exitCode: verb === "/end" ? 1 : 0 }));
    expect(await startTask("Thawline", ports)).toEqual({ ok: true });
    expect(await deleteTask("Thawline", ports)).toEqual({ ok: true });
    expect(asked.map(([, ...args]) => args.join(" "))).toEqual([
      "/run /tn Thawline",
      "/end /tn Thawline",
      "/delete /tn Thawline /f",
    ]);
  });
});

// Fields in the order of the documentation of `schtasks /query /v /fo csv`; German words.
const CSV = (result: string): string =>
  `"MBX1","\\Thawline","N/V","Wird ausgef\u00FChrt","Interaktiv/Hintergrund","22.11.2026 20:00:00","${result}","Thawline","C:\\Program Files\\nodejs\\node.exe ""a b"" watch","D:\\","Watches, always","Aktiviert"\r\n`;

describe("asking", () => {
  const machine = (result: string, xml = taskXml(serviceOf())) =>
    simulated((_, args) => ({ exitCode: 0, output: args.includes("/xml") ? xml : CSV(result).repeat(2) }));

  it("tells account, command and last result in any language", async () => {
    const asked = await queryTask("Thawline", machine("267009").ports);
    expect(asked).toEqual({
      kind: "task",
      task: {
        user: "S-1-5-18",
        command: expect.stringMatching(
          /^C:\\Program Files\\nodejs\\node\.exe "C:\\.*main\.js" watch --state "D:\\R&D/,
        ),
        enabled: true,
        lastResult: TASK_RUNNING,
      },
    });
  });

  it.each([
    ["0", 0],
    ["-2147020576", 0x800710e0],
    ["2147942402", 0x80070002],
    ["N/V", null],
  ])("a last result of %s is %s", async (text, expected) => {
    const asked = await queryTask("Thawline", machine(text).ports);
    expect(asked).toMatchObject({ task: { lastResult: expected } });
  });

  it("tells a task that is disabled, though its triggers are not", async () => {
    const xml = taskXml(serviceOf()).replace(
      "<AllowStartOnDemand>true</AllowStartOnDemand>\r\n    <Enabled>true",
      "<AllowStartOnDemand>true</AllowStartOnDemand>\r\n    <Enabled>false",
    );
    expect(await queryTask("Thawline", machine("0", xml).ports)).toMatchObject({ task: { enabled: false } });
  });

  it("takes nothing else for a task", async () => {
    const none = simulated(() => ({ exitCode: 1, output: "FEHLER: Die Datei wurde nicht gefunden." }));
    expect(await queryTask("Thawline", none.ports)).toEqual({
      kind: "none",
      said: "schtasks: FEHLER: Die Datei wurde nicht gefunden. (exit code 1)",
    });
    const odd = simulated(() => ({ exitCode: 0, output: "INFO" }));
    expect(await queryTask("Thawline", odd.ports)).toMatchObject({ kind: "none" });
  });
});
