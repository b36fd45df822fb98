import { guidIn, type Line, quotedIn, readEntries } from "./lines.ts";
import type { VssWriter, WriterCondition } from "./types.ts";

/** "No error", where it is known how a language says it. */
const NO_ERROR = new Set(["no error", "kein fehler"]);
/** So many stable writers that say the same are not all in trouble. */
const ENOUGH = 3;

export function readWriters(lines: readonly Line[]) {
  const starts = (line: Line): boolean => line.indent === 0 && quotedIn(line) !== null;
  const { items, unread } = readEntries(lines, starts, writerOf);
  const none = saysNone(items);
  return {
    items: items.map((writer): VssWriter => ({ ...writer, hasError: none(writer.lastError) })),
    unread,
  };
}

const STATE = /\[(\d{1,3})\]\s*(.*)$/;

type Writer = Omit<VssWriter, "hasError">;

/** Name, two GUIDs, `[n]` and a text, and the last error, in this order. */
function writerOf([head, ...rest]: readonly Line[]): Writer | null {
  const [id, instance] = rest.flatMap((line) => guidIn(line) ?? []);
  const at = rest.findIndex(({ text }) => STATE.test(text));
  const [, number, stateText] = STATE.exec(rest[at]?.text ?? "") ?? [];
  const lastError = rest[at + 1]?.value ?? rest[at + 1]?.text;
  const name = head === undefined ? null : quotedIn(head);
  if (name === null || id === undefined || instance === undefined || number === undefined) return null;
  if (lastError === undefined) return null;
  const state = Number(number);
  return { name, id, instance, state, condition: conditionOf(state), stateText: stateText ?? "", lastError };
}

/** Numbers of VSS_WRITER_STATE: learn.microsoft.com/windows/win32/api/vss/ne-vss-vss_writer_state */
function conditionOf(state: number): WriterCondition {
  if (state === 1) return "stable";
  if (state >= 2 && state <= 5) return "waiting";
  return state >= 6 && state <= 15 ? "failed" : "unknown";
}

/** Which text means that there was no error: a known one, else what nearly all stable writers say. */
function saysNone(writers: readonly Writer[]): (lastError: string) => boolean | null {
  const lower = (text: string): string => text.trim().toLowerCase();
  const known = writers.some(({ lastError }) => NO_ERROR.has(lower(lastError)));
  if (known) return (text) => !NO_ERROR.has(lower(text));
  const stable = writers.filter(({ condition }) => condition === "stable").map((one) => lower(one.lastError));
  const usual = stable.find((text) => {
    const count = stable.filter((other) => other === text).length;
    return count >= ENOUGH && count * 3 > stable.length * 2;
  });
  return (text) => (usual === undefined ? null : lower(text) !== usual);
}
