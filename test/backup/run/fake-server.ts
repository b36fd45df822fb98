import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { copyPorts as copyPortsOf } from "../../../src/app/backup/copy-ports.ts";
import { planBackup } from "../../../src/backup/plan/plan.ts";
import { copyStep } from "../../../src/backup/run/copy-step.ts";
import type { CopyPorts, RunEvent, RunPorts } from "../../../src/backup/run/ports.ts";
import type { BackupMachine } from "../../../src/model/backup/machine.ts";
import type { BackupPlan, RunType } from "../../../src/model/backup/plan.ts";
import type { ProcessPort } from "../../../src/model/process.ts";
import { DIRTY, databaseOf, logsOf } from "../../parsers/ese/written.ts";
import { SILENT } from "../../platform/silent-log.ts";
import { discovery, options, unit, volume, volumeName } from "../site.ts";
import { diskshadow } from "./fake-diskshadow.ts";
import { eseutil, type FakeTool, robocopy, vssadmin } from "./fake-tools.ts";

export interface ShadowCopy {
  readonly id: string;
  readonly set: string;
  readonly volume: string;
}

/** A Windows server in a folder, with its volumes, shadow copies and programs; and how it misbehaves. */
export interface Server {
  readonly folder: string;
  readonly target: string;
  /** Folders that stand for volumes, by name. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly shadows: ShadowCopy[];
  /** Where shadow copies are shown, by id. */
  readonly exposed: Map<string, string>;
  /** Ids of the shadow copies that were deleted. */
  readonly deleted: string[];
  /** `begin`, `end`: what the writer was told. */
  readonly told: string[];
  /** Programs that were started: names and arguments. */
  readonly started: string[];
  readonly set: string;
  readonly nowhere: string;
  /** A path of the server as a path of this machine. */
  place(path: string): string;
  nextId(): string;
  /** What `create` says that takes part. */
  includes(path: string): readonly string[];
  /** @param living whether Diskshadow, which waits for it, still does */
  exec(env: Readonly<Record<string, string>>, living?: () => boolean): Promise<number>;
  /** Before and after Diskshadow does what a line says. */
  meet(line: string): Promise<void>;
  leave(line: string): Promise<void>;
}

export interface Behaviour {
  /** Programs in place of the usual ones, by name: `robocopy.exe`; null: not there. */
  readonly tools?: Readonly<Record<string, FakeTool | null>>;
  readonly includes?: (path: string) => readonly string[];
  /** Called before Diskshadow does what a line says; may throw `Death`, or never come back. */
  readonly meet?: (line: string, server: Server) => Promise<void> | void;
  readonly leave?: (line: string, server: Server) => Promise<void> | void;
  readonly copy?: (ports: CopyPorts) => CopyPorts;
  readonly type?: RunType;
  readonly expose?: "letters" | "folders";
}

/** Ends a fake program where it stands, with an exit code. */
export class Death extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`ended with ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** What a program does that hangs: time goes by, until somebody ends it. */
export class Hang extends Error {}

export const SET = "5e75e75e-0000-4000-8000-000000000001";
/** The shadow copy of another program. */
export const OTHERS: ShadowCopy = {
  id: "07e75000-0000-4000-8000-000000000001",
  set: "07e75000-0000-4000-8000-00000000005e",
  volume: volumeName("e"),
};
export const ids = (at: number): string => `5ad00000-0000-4000-8000-00000000000${at}`;
/** When everything begins: 1 March 2026, 21:30 UTC. */
const BEGIN = Date.UTC(2026, 2, 1, 21, 30, 0);

export interface Fake {
  readonly server: Server;
  readonly plan: BackupPlan;
  readonly ports: RunPorts;
  readonly events: RunEvent[];
  readonly copyPorts: (env: Readonly<Record<string, string>>) => CopyPorts;
}

/** A server with one database on E: and its logs on F:, and the plan of a run. */
export function fakeServer(folder: string, behaviour: Behaviour = {}, id = "0123456789abcdef"): Fake {
  const { expose = "folders", type = "full" } = behaviour;
  const target = join(folder, "target");
  const registry = join(folder, "runs");
  const [data, logs, nowhere] = ["e", "f", "nowhere"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const one of [target, nowhere, join(data, "Databases", "DB01"), join(logs, "Logs", "DB01")]) {
    mkdirSync(one, { recursive: true });
  }
  writeFileSync(join(data, "Databases/DB01/DB01.edb"), databaseOf(4096, DIRTY));
  for (const [name, bytes] of Object.entries(logsOf(2, 7)))
    writeFileSync(join(logs, "Logs/DB01", name), bytes);
  // A log in the making: by its name one of them, without content.
  writeFileSync(join(logs, "Logs/DB01/E00tmp.log"), "");

  let time = BEGIN;
  let hanging = false;
  let last = 0;
  const server: Server = {
    ...{
      folder,
      target,
      nowhere,
      shadows: [],
      exposed: new Map(),
      deleted: [],
      told: [],
      started: [],
      set: SET,
    },
    volumes: { [volumeName("e")]: data, [volumeName("f")]: logs },
    place: (path) =>
      /^[a-z]:/i.test(path) ? join(folder, `letter-${path[0]}`, path.slice(2).replaceAll("\\", "/")) : path,
    nextId: () => ids(++last),
    includes: behaviour.includes ?? ((path) => [path]),
    async exec(env, living = () => true) {
      const proof = await copyStep(plan.folders.run, { overseen: living, ...copyPorts(env) });
      return proof.good ? 0 : 1;
    },
    meet: async (line) => await behaviour.meet?.(line, server),
    leave: async (line) => await behaviour.leave?.(line, server),
  };
  const tools: Readonly<Record<string, FakeTool | null>> = {
    ...{
      "diskshadow.exe": diskshadow,
      "robocopy.exe": robocopy,
      "eseutil.exe": eseutil,
      "vssadmin.exe": vssadmin,
    },
    ...behaviour.tools,
  };
  const toolOf = (file: string): FakeTool | null => tools[file.slice(file.lastIndexOf("\\") + 1)] ?? null;
  const processes: ProcessPort = {
    find: (files) => files.find((file) => toolOf(file) !== null) ?? null,
    async run(file, args, { signal, stdout, folder: where }) {
      const tool = toolOf(file);
      if (tool === null) return { exitCode: null, trouble: `spawn ${file} ENOENT` };
      if (signal?.aborted === true) return { exitCode: null, trouble: STOPPED };
      server.started.push([file.slice(file.lastIndexOf("\\") + 1), ...args].join(" "));
      let alive = true;
      const ended = new Promise<null>((resolve) =>
        signal?.addEventListener("abort", () => {
          hanging = false;
          resolve(null);
        }),
      );
      // A program that was ended does nothing more.
      const living =
        <Args extends readonly unknown[], Result>(act: (...given: Args) => Promise<Result>) =>
        (...given: Args): Promise<Result> =>
          signal?.aborted === true ? Promise.reject(new Death(1)) : act(...given);
      const its: Server = {
        ...server,
        meet: living(server.meet),
        leave: living(server.leave),
        exec: living((env) => server.exec(env, () => signal?.aborted !== true)),
      };
      const work = tool(its, args, (text) => (alive ? stdout(text) : undefined), where).catch(
        async (error: unknown) => {
          if (error instanceof Death) return error.exitCode;
          if (!(error instanceof Hang)) throw error;
          hanging = true;
          await ended;
          hanging = false;
          return null;
        },
      );
      const exitCode = await Promise.race([work, ended]);
      alive = false;
      return exitCode === null ? { exitCode: null, trouble: STOPPED } : { exitCode, trouble: null };
    },
  };
  const machine: BackupMachine = {
    processes,
    shell: {
      ask: async () => ({ ok: false, reason: "missing", message: "no PowerShell here" }),
      close: async () => undefined,
    },
    files: {
      list: async (path) =>
        readdirSync(server.place(path), { withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ name }) => ({ name, bytes: statSync(join(server.place(path), name)).size })),
    },
    env: { SystemRoot: "C:\\Windows" },
    now: () => time,
    async sleep(ms, signal) {
      // Time goes by as fast as it can while something hangs, and else hardly at all.
      if (hanging) await turn();
      else await pause(2);
      time += hanging ? ms : 2;
      signal?.throwIfAborted();
    },
  };
  const found = discovery({
    units: [
      unit("DB01", "11111111-1111-4111-8111-111111111111"),
      unit("DB02", "22222222-2222-4222-8222-222222222222"),
    ],
    volumes: [volume("c", "C:\\"), volume("e", "E:\\"), volume("f", "F:\\")],
  });
  const [first] = found.units;
  if (first === undefined) throw new Error("no unit");
  const plan = planBackup(found, first, options({ id, target, expose, type, now: BEGIN }));
  const events: RunEvent[] = [];
  const ports: RunPorts = { machine, registry, tell: (event) => events.push(event) };
  const usual = (env: Readonly<Record<string, string>>): CopyPorts => ({
    ...copyPortsOf({ ...SURROUNDINGS, now: machine.now }, machine),
    env,
  });
  const copyPorts = (env: Readonly<Record<string, string>>): CopyPorts =>
    behaviour.copy?.(usual(env)) ?? usual(env);
  return { server, plan, ports, events, copyPorts };
}

const SURROUNDINGS = { version: "0.0.0", stdin: process.stdin, log: SILENT };
const STOPPED = "stopped before it ended";
