import type { ShellRow } from "../../../src/model/shell.ts";
import { row } from "../shell.ts";

export const GUID1 = "5f1ad2f6-2b8e-4f0c-9d4e-0a6d7c1b2e3f";
export const GUID2 = "6a2be3a7-3c9f-4a1d-8e5f-1b7e8d2c3f40";
export const server = (name: string): ShellRow =>
  row("server", { name, fqdn: `${name}.corp.local`, version: "Version 15.1 (Build 2507.6)" });

export const database = (name: string, over: Readonly<Record<string, string | null>> = {}): ShellRow =>
  row("database", {
    name,
    guid: GUID1,
    server: "EX1",
    mountedOn: "EX1.corp.local",
    home: "DAG1",
    group: null,
    recovery: "False",
    public: "False",
    circular: "False",
    mounted: "True",
    inProgress: "False",
    file: `C:\\ExchangeDatabases\\${name}\\${name}.db\\${name}.edb`,
    logs: `C:\\ExchangeDatabases\\${name}\\${name}.log`,
    system: null,
    prefix: "E00",
    worker: "4711",
    ...over,
  });
export const holder = (name: string, on: string): ShellRow => row("holder", { database: name, server: on });
export const copy = (name: string, on: string, status: string, active: string): ShellRow =>
  row("copy", { database: name, server: on, active, status });
