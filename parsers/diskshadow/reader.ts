import { createLineSplitter } from "../lines.ts";
import { type Command, commandOf, endsDone, type Results, resultsOf } from "./command.ts";
import {
  addedComponent,
  echoIn,
  errorIn,
  guidsIn,
  quotedIn,
  resolvedIn,
  saysDone,
  volumeIn,
  writerHead,
} from "./patterns.ts";
import type {
  DiskshadowError,
  DiskshadowOutput,
  DiskshadowShadow,
  ExcludedComponent,
  IncludedComponent,
} from "./types.ts";

/** Told while Diskshadow works. */
export interface DiskshadowDesk {
  /** A line of the script begins; those before it are done. */
  line?(text: string): void;
  /** Once for each alias. */
  shadow?(shadow: DiskshadowShadow): void;
  /** Once. */
  set?(id: string): void;
}

export interface DiskshadowReader {
  /** In pieces of any size, a character a byte: the code page is not known. */
  write(text: string): void;
  /** What is known so far. */
  output(): DiskshadowOutput;
  /** Reads the last line as well, if no line end follows it. */
  end(): DiskshadowOutput;
}

/** No line of Diskshadow is near this; what is longer is cut. */
const LONGEST_LINE = 4_096;
/** Far beyond what a script or a server has; what is more is dropped, and so counts as not reached and not taken part. */
const MOST = 20_000;
/** More than a line of a script names. */
const MOST_ALIASES = 8;
const SET_ALIAS = "vss_shadow_set";

/** Reads what Diskshadow prints by what stands unchanged in every language: echoes, GUIDs, quotes, signs and HRESULTs. */
export function createDiskshadowReader(desk: DiskshadowDesk = {}): DiskshadowReader {
  const lines: string[] = [];
  const shadows = new Map<string, DiskshadowShadow>();
  const aliases = new Map<string, string>();
  const exposed: Results["exposed"][number][] = [];
  const unexposed: string[] = [];
  const deleted: string[] = [];
  const included: IncludedComponent[] = [];
  const excludedWriters: string[] = [];
  const excludedComponents: ExcludedComponent[] = [];
  let set: string | null = null;
  let error: DiskshadowError | null = null;
  let command: Command | null = null;
  let writer: string | null = null;
  /** Its volume stands in the next line. */
  let awaitsVolume = false;

  function begin(text: string): void {
    if (command !== null) {
      const made = resultsOf(command);
      add(exposed, made.exposed);
      add(unexposed, made.unexposed);
      add(deleted, made.deleted);
      // Of a program whose end was good, numbers are its own matter.
      if (command.name !== "exec") error ??= command.error;
    }
    command = commandOf(text);
    // A name that is given in the script, and so may stand in a sentence of any language.
    const alias = /^add\s+volume\s.*\salias\s+(\S+)\s*$/i.exec(text)?.[1];
    if (alias !== undefined && aliases.size < MOST) aliases.set(alias.toLowerCase(), alias);
    add(lines, [text]);
    desk.line?.(text);
  }

  function name(alias: string, id: string): void {
    const key = alias.toLowerCase();
    if (key === SET_ALIAS) {
      if (set !== null) return;
      set = id;
      desk.set?.(id);
      return;
    }
    // The first one counts: nothing may put another id into its place later.
    if (shadows.has(key) || shadows.size >= MOST) return;
    const shadow = { alias: aliases.get(key) ?? alias, id };
    shadows.set(key, shadow);
    desk.shadow?.(shadow);
  }

  /** `Alias name for shadow ID {guid}`, in any order of words. */
  function namedIn(line: string, id: string): void {
    const alias = (line.match(/\w+/g) ?? []).find((word) => {
      const key = word.toLowerCase();
      return key === SET_ALIAS || aliases.has(key) || /^vss_shadow_\d+$/.test(key);
    });
    if (alias !== undefined) name(alias, id);
  }

  function participants(line: string): boolean {
    const head = writerHead(line);
    if (head !== null) {
      writer = head.writer;
      return true;
    }
    const path = addedComponent(line);
    if (path !== null) {
      add(included, [{ writer, path }]);
      return true;
    }
    const last = excludedComponents.at(-1);
    if (awaitsVolume && last !== undefined) {
      excludedComponents[excludedComponents.length - 1] = { ...last, requires: volumeIn(line) };
      awaitsVolume = false;
      return true;
    }
    const { writers, paths } = quotedIn(line);
    if (paths[0] !== undefined && writers[0] !== undefined) {
      awaitsVolume = excludedComponents.length < MOST;
      add(excludedComponents, [{ writer: writers[0], path: paths[0], requires: null }]);
    } else if (paths.length === 0 && writers.length === 1) add(excludedWriters, writers);
    return writers.length + paths.length > 0;
  }

  function take(raw: string): void {
    const echo = echoIn(raw);
    if (echo === null) printed(raw.trim());
    else echoed(echo);
  }

  function echoed(text: string): void {
    const resolved = resolvedIn(text.trim());
    if (resolved === null) {
      begin(text);
      return;
    }
    name(resolved.alias, resolved.id);
    if (command !== null && command.resolved.length < MOST_ALIASES) command.resolved.push(resolved.id);
  }

  function printed(line: string): void {
    const ids = guidsIn(line);
    const trouble = errorIn(line);
    // What the program prints that it started is no word of Diskshadow, other than an error behind it.
    if (command?.name !== "exec") {
      if (command !== null) keepPrinted(command, line, ids);
      if (ids[0] !== undefined) {
        namedIn(line, ids[0]);
        return;
      }
      if (command?.name === "create" && participants(line)) return;
    }
    if (trouble !== null) note(trouble);
  }

  function note(trouble: Omit<DiskshadowError, "line">): void {
    if (command === null) {
      error ??= { line: null, ...trouble };
      return;
    }
    // The number stands in one line, its name in the next.
    const { code = null, name: known = null } = command.error ?? {};
    command.error = { line: command.line, code: code ?? trouble.code, name: known ?? trouble.name };
  }

  function output(): DiskshadowOutput {
    const lastDone = command !== null && lines.length < MOST && endsDone(command);
    const made = command !== null && lastDone ? resultsOf(command) : null;
    return {
      lines: [...lines],
      lastDone,
      set,
      shadows: [...shadows.values()],
      exposed: [...exposed, ...(made?.exposed ?? [])],
      unexposed: [...unexposed, ...(made?.unexposed ?? [])],
      deleted: [...deleted, ...(made?.deleted ?? [])],
      included: [...included],
      excludedWriters: [...excludedWriters],
      excludedComponents: [...excludedComponents],
      error: error ?? command?.error ?? null,
    };
  }

  const splitter = createLineSplitter(take, { limit: LONGEST_LINE });
  return {
    write: splitter.write,
    output,
    end() {
      splitter.end();
      return output();
    },
  };
}

function add<Item>(list: Item[], items: readonly Item[]): void {
  for (const item of items) if (list.length < MOST) list.push(item);
}

function keepPrinted(command: Command, line: string, ids: readonly string[]): void {
  if (saysDone(command.name, line)) command.saidDone = true;
  for (const id of ids) if (command.printed.size < MOST) command.printed.add(id);
}
