import { cpSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "./fake-server.ts";
import type { FakeTool } from "./fake-tools.ts";

/** What a run of Diskshadow knows. */
interface Session {
  readonly server: Server;
  readonly aliases: Map<string, { readonly id: string; readonly volume: string }>;
  /** Of `writer verify`. */
  component: string;
  print(...lines: readonly string[]): void;
}

/** Does what a line says; false when it fails. */
type Command = (session: Session, words: readonly string[]) => boolean | Promise<boolean>;

const HEAD = ["Microsoft DiskShadow version 1.0", "Copyright (C) 2013 Microsoft Corporation"];

/**
 * Diskshadow as far as it is known: it echoes each line as it comes to it, stops at the first that fails, names the ids that
 * it gave to aliases, and goes on behind `exec` only when that returned 0.
 */
export const diskshadow: FakeTool = async (server, [, script = ""], out) => {
  const print = (...lines: readonly string[]): void => out(lines.map((line) => `${line}\r\n`).join(""));
  const session: Session = { server, aliases: new Map(), component: "", print };
  print(...HEAD, "On computer:  EX1,  3/1/2026 9:30:00 PM", "");
  for (const line of readFileSync(script, "latin1").split("\r\n")) {
    if (line === "") continue;
    print(`-> ${line}`);
    await server.meet(line);
    const [command = "", ...words] = line.split(" ");
    if ((await COMMANDS[command]?.(session, words)) === false) return 1;
    await server.leave(line);
  }
  return 0;
};

const COMMANDS: Readonly<Record<string, Command>> = {
  writer(session, [mode, ...words]) {
    if (mode === "verify") session.component = words.join(" ").replaceAll('"', "");
    return true;
  },
  begin: ({ server }) => server.told.push("begin") > 0,
  end: ({ server }) => server.told.push("end") > 0,
  add({ server, aliases }, [, volume = "", , alias = ""]) {
    aliases.set(alias, { id: server.nextId(), volume });
    return true;
  },
  create({ server, aliases, component, print }) {
    const [writer = "", ...path] = component.split(":");
    const included = server.includes(path.join(":"));
    print(`* Including writer "${writer}":`, ...included.map((one) => `\t+ Adding component: ${one}`), "");
    for (const [alias, { id, volume }] of aliases) {
      server.shadows.push({ id, set: server.set, volume });
      print(`Alias ${alias} for shadow ID {${id}} set as environment variable.`);
    }
    print(`Alias VSS_SHADOW_SET for shadow set ID {${server.set}} set as environment variable.`, "");
    return true;
  },
  expose({ server, aliases, print }, [alias = "", shown = ""]) {
    const { id, volume } = aliases.get(unquoted(alias)) ?? { id: "", volume: "" };
    print(`-> ${alias} = {${id}}`);
    cpSync(server.volumes[volume] ?? "", server.place(shown), { recursive: true });
    server.exposed.set(id, shown);
    print(`The shadow copy was successfully exposed as ${shown}\\.`);
    return true;
  },
  async exec({ server, aliases, print }) {
    const env = Object.fromEntries([...aliases].map(([alias, { id }]) => [alias, `{${id}}`]));
    if ((await server.exec(env)) === 0) return true;
    print("", "The script returned an error.");
    return false;
  },
  unexpose({ server, print }, [word = ""]) {
    const id = guid(word);
    const there = server.exposed.has(id);
    hide(server, id);
    print(there ? `Shadow copy ID {${id}} is no longer exposed.` : "The shadow copy is not exposed.");
    return there;
  },
  delete({ server, aliases, print }, [, , word = ""]) {
    const alias = aliases.get(unquoted(word));
    const id = alias?.id ?? guid(word);
    if (alias !== undefined) print(`-> ${word} = {${id}}`);
    const at = server.shadows.findIndex((one) => one.id === id);
    if (at === -1) {
      print("No shadow copies found.");
      return false;
    }
    server.shadows.splice(at, 1);
    hide(server, id);
    server.deleted.push(id);
    print(`Deleting shadow copy {${id}}...`, "", "1 shadow copy deleted.");
    return true;
  },
};

function hide(server: Server, id: string): void {
  const shown = server.exposed.get(id);
  server.exposed.delete(id);
  if (shown === undefined) return;
  const place = server.place(shown);
  rmSync(place, { recursive: true });
  // A folder that showed one is empty again; a letter is free.
  if (!shown.endsWith(":")) cpSync(server.nowhere, place, { recursive: true });
}

function unquoted(word: string): string {
  return word.replaceAll("%", "");
}

function guid(word: string): string {
  return word.replace(/[{}]/g, "").toLowerCase();
}
