import { keyValue, lgposOf } from "./patterns.ts";
import type { PrintedBackup, PrintedHeader, PrintedLgpos } from "./types.ts";

/** Collects the lines of `/mh`. */
export interface HeaderReader {
  line(line: string): boolean;
  /** Null when no line of a header was seen. */
  end(warnings: readonly string[]): PrintedHeader | null;
}

type Block = "previousFull" | "previousIncremental" | "previousCopy" | "previousDifferential";

const BLOCKS: ReadonlyMap<string, Block | null> = new Map([
  ["Previous Full Backup", "previousFull"],
  ["Previous Incremental Backup", "previousIncremental"],
  ["Previous Copy Backup", "previousCopy"],
  ["Previous Differential Backup", "previousDifferential"],
  ["Current Full Backup", null],
  ["Current Shadow copy backup", null],
]);

/** Keys whose value is kept; the first one counts. */
const KEYS = new Set([
  "Expected Checksum",
  "Actual Checksum",
  "File Type",
  "Format ulMagic",
  "Format ulVersion",
  "DB Signature",
  "Log Signature",
  "cbDbPage",
  "dbtime",
  "State",
  "Log Required",
  "Log Committed",
  "Repair Count",
]);

const CLEAN = new Set(["Clean Shutdown", "Consistent"]);
const DIRTY = new Set(["Dirty Shutdown", "Dirty and Patched Shutdown", "Inconsistent"]);

export function createHeaderReader(): HeaderReader {
  const values = new Map<string, string>();
  const backups = new Map<Block, PrintedBackup>();
  /** Undefined outside of the blocks, null in one that is passed over. */
  let block: Block | null | undefined;
  let shadow = false;

  function blockLine(key: string, value: string): boolean {
    if (block === undefined || (key !== "Log Gen" && key !== "Mark")) return false;
    if (block === null) return true;
    const known = backups.get(block) ?? { genLow: 0, genHigh: 0, type: "normal", mark: null, time: null };
    backups.set(block, { ...known, ...backupField(key, value) });
    return true;
  }

  return {
    line(line) {
      if (line === "DATABASE HEADER:" || line === "DATABASE SHADOW HEADER:") {
        shadow = line === "DATABASE SHADOW HEADER:";
        return true;
      }
      const pair = keyValue(line);
      if (pair === null) return false;
      const [key, value] = pair;
      if (BLOCKS.has(key) && value === "") {
        block = BLOCKS.get(key);
        return true;
      }
      if (blockLine(key, value)) return true;
      block = undefined;
      if (!KEYS.has(key)) return false;
      if (!values.has(key)) values.set(key, value);
      return true;
    },
    end(warnings) {
      if (!values.has("Format ulMagic") && !values.has("State")) return null;
      const text = (key: string): string | null => values.get(key) ?? null;
      const state = text("State");
      const version = /^(\S+)(?:\s+\(attached by (\d{1,9})\))?/.exec(text("Format ulVersion") ?? "");
      return {
        shadow,
        checksumExpected: text("Expected Checksum"),
        checksumActual: text("Actual Checksum"),
        fileType: text("File Type"),
        formatVersion: version?.[1] ?? null,
        attachedBy: version?.[2] === undefined ? null : Number(version[2]),
        pageSize: numberOf(text("cbDbPage")),
        dbtime: text("dbtime"),
        state,
        stateNormalised: state === null ? null : normalised(state),
        repairCount: numberOf(text("Repair Count")),
        logRequired: rangeOf(text("Log Required")),
        logCommitted: rangeOf(text("Log Committed"))?.[1] ?? null,
        logSignature: text("Log Signature"),
        dbSignature: text("DB Signature"),
        previousFull: backups.get("previousFull") ?? null,
        previousIncremental: backups.get("previousIncremental") ?? null,
        previousCopy: backups.get("previousCopy") ?? null,
        previousDifferential: backups.get("previousDifferential") ?? null,
        warnings,
      };
    },
  };
}

/** `Log Gen: 16-26 (0x10-0x1a) - OSSnapshot`, and two lines `Mark`: the place and the time. */
function backupField(key: string, value: string): Partial<PrintedBackup> {
  if (key === "Mark") {
    const mark: PrintedLgpos | null = lgposOf(value);
    return mark === null ? { time: value } : { mark };
  }
  const [genLow, genHigh] = rangeOf(value) ?? [0, 0];
  return { genLow, genHigh, type: / - (\w+)$/.exec(value)?.[1] ?? "normal" };
}

function normalised(state: string): "clean" | "dirty" | "other" {
  if (CLEAN.has(state)) return "clean";
  return DIRTY.has(state) ? "dirty" : "other";
}

function numberOf(text: string | null): number | null {
  const digits = /^\d{1,15}/.exec(text ?? "")?.[0];
  return digits === undefined ? null : Number(digits);
}

function rangeOf(text: string | null): readonly [number, number] | null {
  const match = /^(\d{1,10})-(\d{1,10})/.exec(text ?? "");
  return match === null ? null : [Number(match[1]), Number(match[2])];
}
