import { jetErrorOf } from "../../catalogue/codes.ts";
import type { EventKeys } from "../../model/event.ts";
import { guidOf } from "../../model/guid.ts";
import { shortName } from "../../model/names.ts";
import type { StringRole } from "../../model/signal.ts";
import { clip, codeOf, copyNameOf, decimalOf, guidAndNumberOf, integerOf } from "./shapes.ts";

/** The keys of an event while they are being read. */
export type Draft = { -readonly [Key in keyof EventKeys]: EventKeys[Key] };

type RoleReader = (draft: Draft, value: string, splitCopies: boolean) => void;

const STORE = /^Information Store - (.+)$/is;
/** ESE's %1 is cut at this many characters (Exchange 2013). */
const PROCESS_WIDTH = 64;
const CONTEXT_WIDTH = 4096;

/** Reads one value into the keys. Where a role comes twice, the first that says something wins. */
export function readRole(role: StringRole, draft: Draft, value: string, splitCopies: boolean): void {
  if (value !== "") READERS[role](draft, value, splitCopies);
}

const READERS: Readonly<Record<StringRole, RoleReader>> = {
  process(draft, value) {
    draft.process = clip(value);
    const database = STORE.exec(value)?.[1];
    if (database === undefined) return;
    draft.database = clip(database);
    if (value.length >= PROCESS_WIDTH) draft.databaseCut = true;
  },
  pid(draft, value) {
    const [pid = "", state = "", , build = ""] = value.split(",");
    if (/^\s*\d{1,10}\s*$/.test(pid)) draft.pid = Number(pid);
    if (/^[A-Z]$/.test(state)) draft.engineState = state;
    if (/^\d{1,5}(?:\.\d{1,5}){3}$/.test(build)) draft.build = build;
  },
  instanceName(draft, value) {
    const name = clip(value.replace(/:\s*$/, ""));
    if (name === "") return;
    draft.database = name;
    delete draft.databaseCut;
  },
  guid: readInstance,
  eseInstance: readInstance,
  guidAndNumber(draft, value) {
    const both = guidAndNumberOf(value);
    if (both === null) return readInstance(draft, value);
    draft.guid ??= both[0];
    draft.text ??= both[1];
  },
  database(draft, value, splitCopies) {
    if (draft.database !== undefined && guidOf(draft.database) === null) return;
    const copy = splitCopies ? copyNameOf(value) : null;
    draft.database = clip(copy?.[0] ?? value);
    if (copy !== null) draft.copyServer ??= shortName(copy[1]);
  },
  databaseGuid(draft, value) {
    const guid = guidOf(value);
    if (guid !== null) draft.databaseGuid ??= guid;
    else draft.database ??= clip(value);
  },
  jetError(draft, value) {
    const error = integerOf(value) ?? jetErrorOf(codeOf(value) ?? 0);
    if (error !== null) draft.jetError ??= error;
  },
  hresult(draft, value) {
    const code = codeOf(value);
    if (code === null || (draft.hresult !== undefined && draft.hresult !== "0x0")) return;
    draft.hresult = `0x${code.toString(16)}`;
    const jet = jetErrorOf(code);
    // -1 to -99 are results of the writer or of Windows, not of the engine.
    if (jet !== null && jet <= -100) draft.jetError ??= jet;
  },
  milliseconds: numberReader("milliseconds", integerOf),
  count: numberReader("count", integerOf),
  page: numberReader("page", integerOf),
  seconds: numberReader("seconds", decimalOf),
  firstLog: textReader("firstLog"),
  lastLog: textReader("lastLog"),
  file: textReader("file"),
  status: textReader("status", oneSpaced),
  volume: textReader("volume", volumeName),
  device: textReader("device"),
  storageVolume: textReader("storageVolume", volumeName),
  routine: textReader("routine", oneSpaced),
  text: textReader("text", oneSpaced),
  peer(draft, value) {
    draft.peer ??= shortName(value);
  },
  vssContext(draft, value) {
    const context = clip(value.replace(/\r\n?/g, "\n"), CONTEXT_WIDTH);
    if (context !== "") draft.vssContext ??= context;
  },
};

/** "instance" stands for the writer's GUID or for the number of an ESE session: the shape tells which. */
function readInstance(draft: Draft, value: string): void {
  const guid = guidOf(value);
  if (guid !== null) {
    draft.guid ??= guid;
    return;
  }
  const number = /^\s*\d{1,10}\s*$/.test(value) ? Number(value) : null;
  if (number !== null) draft.eseInstance ??= number;
}

function numberReader(
  key: "milliseconds" | "count" | "page" | "seconds",
  read: (value: string) => number | null,
): RoleReader {
  return (draft, value) => {
    const number = read(value);
    if (number !== null) draft[key] ??= number;
  };
}

function textReader(
  key:
    | "firstLog"
    | "lastLog"
    | "file"
    | "status"
    | "volume"
    | "device"
    | "storageVolume"
    | "routine"
    | "text",
  spell: (text: string) => string = (text) => text,
): RoleReader {
  return (draft, value) => {
    const text = clip(spell(value));
    if (text !== "") draft[key] ??= text;
  };
}

// A record and its rendered text, read from two exports, must give the same keys.

function oneSpaced(text: string): string {
  return /\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, " ") : text;
}

function volumeName(text: string): string {
  return text.trim().replace(/(?<=[:}])\\$/, "");
}
