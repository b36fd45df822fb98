import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProcessEnd, ProcessPort } from "../../model/process.ts";
import { runProgram } from "../../model/run-program.ts";
import { systemPrograms } from "../../model/windows-programs.ts";
import type { Service } from "./service.ts";
import { readTask, type TaskStatus } from "./task-status.ts";
import { taskFile } from "./task-xml.ts";

export interface SchedulerPorts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly processes: ProcessPort;
  /** Runs a program at this terminal, so that it can ask for a password that this program never sees. */
  readonly runAttached: (file: string, args: readonly string[]) => Promise<ProcessEnd>;
  /** Private, for the file of the task. */
  readonly folder: () => string;
  readonly signal: AbortSignal;
}

/** What schtasks.exe made of it; `said` is in the language of the machine. */
export type Done = { readonly ok: true } | { readonly ok: false; readonly said: string };

/** Makes the task, in the place of one with that name. */
export async function createTask(service: Service, ports: SchedulerPorts): Promise<Done> {
  const file = join(ports.folder(), "task.xml");
  writeFileSync(file, taskFile(service), { mode: 0o600 });
  const args = ["/create", "/tn", service.name, "/xml", file, "/f"];
  const { name, logon } = service.account;
  if (logon === "managed") return doneOf(await schtasks([...args, "/ru", name, "/rp", ""], ports));
  if (logon !== "password") return doneOf(await schtasks(args, ports));
  // `*`: it asks.
  const end = await ports.runAttached(programOf(ports), [...args, "/ru", name, "/rp", "*"]);
  return doneOf({ ...end, output: "" });
}

export async function startTask(name: string, ports: SchedulerPorts): Promise<Done> {
  return doneOf(await schtasks(["/run", "/tn", name], ports));
}

/** Ends what runs, and removes the task. The store can take an end at any moment. */
export async function deleteTask(name: string, ports: SchedulerPorts): Promise<Done> {
  // One that does not run cannot be ended, which is as good.
  await schtasks(["/end", "/tn", name], ports);
  return doneOf(await schtasks(["/delete", "/tn", name, "/f"], ports));
}

export type Queried =
  | { readonly kind: "task"; readonly task: TaskStatus }
  /** There is none, or it is not for this account to see: what schtasks said. */
  | { readonly kind: "none"; readonly said: string };

export async function queryTask(name: string, ports: SchedulerPorts): Promise<Queried> {
  const xml = await schtasks(["/query", "/tn", name, "/xml", "ONE"], ports);
  if (xml.exitCode !== 0) return { kind: "none", said: saidBy(xml) };
  const csv = await schtasks(["/query", "/tn", name, "/v", "/fo", "csv", "/nh"], ports);
  const task = readTask(xml.output, csv.exitCode === 0 ? csv.output : "");
  return task === null
    ? { kind: "none", said: `schtasks printed no task: ${xml.output.slice(0, 200)}` }
    : { kind: "task", task };
}

type Ran = ProcessEnd & { readonly output: string };

function schtasks(args: readonly string[], ports: SchedulerPorts): Promise<Ran> {
  const { processes, folder, signal } = ports;
  return runProgram(processes, programOf(ports), args, { folder: folder(), signal });
}

function programOf({ processes, env }: SchedulerPorts): string {
  const files = systemPrograms(env, "schtasks.exe");
  return processes.find(files) ?? files.at(-1) ?? "schtasks.exe";
}

function doneOf(run: Ran): Done {
  return run.exitCode === 0 ? { ok: true } : { ok: false, said: saidBy(run) };
}

function saidBy({ exitCode, trouble, output }: Ran): string {
  const said = output.replace(/\s+/g, " ").trim().slice(0, 400);
  const how = trouble ?? `exit code ${exitCode}`;
  return said === "" ? `schtasks: ${how}` : `schtasks: ${said} (${how})`;
}
