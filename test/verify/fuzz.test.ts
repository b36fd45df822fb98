import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPages, createDatabaseScan, HEAD_SIZE, readDatabaseHeaders } from "../../parsers/ese/index.ts";
import {
  type Edit,
  edited,
  type FileEntry,
  load,
  present,
  readList,
  type SetEntry,
  SKIPPED,
} from "../parsers/ese/data.ts";
import { createRandom, type Random } from "../parsers/random.ts";
import { backupFolder, filesOf } from "./backup.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 5000 : 150;
const TIMEOUT_MS = 15 * 60_000;
/** Larger files would only make the run longer. */
const LARGEST = 2_200_000;

/** What disks, controllers, copies and memory do to a file. */
function damage(bytes: Uint8Array, random: Random): Uint8Array {
  const edits: Edit[] = [];
  for (let times = 1 + random.below(3); times > 0; times--) {
    const offset = random.below(random.pick([bytes.length, bytes.length, 70_000]));
    const length = 1 + random.below(random.pick([8, 512, 4096, 32_768]));
    const from = Math.floor(random.below(bytes.length) / 4096) * 4096;
    edits.push(
      random.pick<Edit>([
        { op: "flipBit", offset: Math.min(offset, bytes.length - 1), bit: random.below(8) },
        { op: "fill", offset, length, value: random.pick([0, 255, random.below(256)]) },
        { op: "copy", from, to: Math.floor(offset / 4096) * 4096, length: 4096 },
        { op: "append", length: random.below(5000), value: random.below(256) },
      ]),
    );
    if (random.below(8) === 0) edits.push({ op: "truncate", length: random.below(bytes.length + 1) });
  }
  return edited(bytes, edits);
}

/** Bad pages by the plain sums over the whole file in memory; null where no header is good. */
function badPages(bytes: Uint8Array): number | null {
  const head = readDatabaseHeaders(bytes.subarray(0, HEAD_SIZE), bytes.length);
  if (head.status === "bothBad") return null;
  const scan = createDatabaseScan(head, bytes.length, checkPages);
  scan.write(bytes);
  return scan.end().badChecksums;
}

describe.skipIf(!present)(`damage of any kind ${SKIPPED}`, () => {
  const { put, verify } = backupFolder();
  const files = readList<FileEntry>("files.json").filter(({ path }) => load(path).length <= LARGEST);
  const sets = readList<SetEntry>("sets.json").filter(
    ({ name }) => name.startsWith("srum") || name.endsWith("-ok"),
  );

  it(
    "to a file is never passed as good, and never breaks the engine",
    async () => {
      const random = createRandom(7);
      for (let run = 0; run < RUNS; run++) {
        const { path, expected } = files[random.below(files.length)] ?? { path: "", expected: { kind: "" } };
        const bytes = damage(load(path), random);
        const report = await verify([join(put("file", { "DB01.edb": bytes }), "DB01.edb")]);
        if (expected.kind !== "db") continue;
        const bad = badPages(bytes);
        const [database] = report.databases;
        expect(database?.badChecksums ?? null, `${path}, run ${run}`).toBe(
          bad ?? (database === undefined ? null : 0),
        );
        if (bad === null || bad > 0) expect(report.verdict, `${path}, run ${run}`).toMatch(/failure|unknown/);
      }
    },
    TIMEOUT_MS,
  );

  it(
    "to one file of a set is never passed where it is needed",
    async () => {
      const random = createRandom(8);
      for (let run = 0; run < RUNS / 10; run++) {
        const set = sets[random.below(sets.length)];
        if (set === undefined) break;
        const whole = filesOf(set);
        const names = Object.keys(whole);
        const name = names[random.below(names.length)] ?? "";
        const bytes = damage(whole[name] ?? new Uint8Array(0), random);
        const folder = put(`set-${run}`, { ...whole, [name]: bytes });
        const report = await verify([folder]);
        expect(report.sets.length, `${set.name}, ${name}, run ${run}`).toBeGreaterThan(0);
        if (/\.(edb|dat)$/.test(name)) {
          const bad = badPages(bytes);
          if (bad === null || bad > 0) expect(report.verdict, `${set.name}, run ${run}`).not.toBe("ok");
        }
        // A required log, or one that is committed, that is not what it was.
        const needed = /^E00(0000001F|00000002[01])?\.log$/.test(name);
        const log = report.logs.find(({ path }) => path.endsWith(name));
        const broken = log === undefined || log.eseutilExit !== 0;
        if (needed && broken) expect(report.verdict, `${set.name}, ${name}, run ${run}`).not.toBe("ok");
      }
    },
    TIMEOUT_MS,
  );
});
