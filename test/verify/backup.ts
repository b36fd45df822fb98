import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../../src/app/surroundings.ts";
import { type VerifyRequest, verify } from "../../src/app/verify.ts";
import type { ProcessPort } from "../../src/model/process.ts";
import type { VerifyReport } from "../../src/model/verify.ts";
import { testFolder } from "../app/logs.ts";
import { load, type SetEntry } from "../parsers/ese/data.ts";
import { SILENT } from "../platform/silent-log.ts";

export interface Backup {
  /** Writes files below the folder of the test, and returns the path of the place. */
  put(place: string, files: Readonly<Record<string, Uint8Array>>): string;
  verify(
    paths: readonly string[],
    more?: Partial<VerifyRequest>,
    surroundings?: Extra,
  ): Promise<VerifyReport>;
}

interface Extra {
  readonly processes?: ProcessPort;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** A folder for backups that is gone after the tests of the file, and the command without its terminal. */
export function backupFolder(): Backup {
  const top = testFolder();
  return {
    put(place, files) {
      const folder = join(top, place);
      mkdirSync(folder, { recursive: true });
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
      return folder;
    },
    verify: (paths, more = {}, surroundings = {}) =>
      verify(
        { paths, engine: "native", jobs: 1, limit: null, tool: null, ...more },
        {
          now: () => Date.UTC(2026, 2, 1),
          version: "0.0.0",
          stdin: process.stdin,
          folder: () => top,
          log: SILENT,
          ...surroundings,
        },
      ),
  };
}

/** The files of a set, unpacked, by name. */
export function filesOf(set: SetEntry): Record<string, Uint8Array> {
  return Object.fromEntries(set.files.map(({ name, path }) => [name, load(path)]));
}

/** `value` with no other fields than `like` has, in lists and objects inside as well. */
export function asIn(like: unknown, value: unknown): unknown {
  if (Array.isArray(like) && Array.isArray(value)) {
    return value.map((item, index) => (index < like.length ? asIn(like[index], item) : item));
  }
  if (!isObject(like) || !isObject(value)) return value;
  return Object.fromEntries(Object.keys(like).map((key) => [key, asIn(like[key], value[key])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
