import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  edited,
  type FileEntry,
  load,
  type Mutation,
  present,
  readList,
  type SetEntry,
  SKIPPED,
} from "../parsers/ese/data.ts";
import { asIn, backupFolder, filesOf } from "./backup.ts";

const { put, verify } = backupFolder();

/** The name under which a file is written, so that its kind is not told by the name but where names count. */
const nameOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.gz$/, "");

interface Expected {
  readonly kind: string;
  readonly badChecksums?: number;
  readonly correctableChecksums?: number;
  readonly headerStatus?: string;
  readonly trailingBytes?: number;
  readonly eseutilExit?: number;
  readonly header?: { readonly state: number };
}

async function expectAs(place: string, name: string, bytes: Uint8Array, expected: Expected): Promise<void> {
  const folder = put(place, { [name]: bytes });
  const report = await verify([join(folder, name)]);
  if (expected.headerStatus === "bothBad") {
    expect(report.databases).toMatchObject([{ headerStatus: "bothBad", pageSize: null, eseutilExit: -1206 }]);
    expect(report.verdict).toBe("failure");
    return;
  }
  const [found] = [...report.databases, ...report.logs, ...report.checkpoints];
  expect(asIn(expected, found)).toEqual(expected);
  if ((expected.eseutilExit ?? 0) !== 0 || (expected.trailingBytes ?? 0) > 0)
    expect(report.verdict).toBe("failure");
  if ((expected.correctableChecksums ?? 0) > 0) expect(report.verdict).not.toBe("ok");
}

describe.skipIf(!present)(`files of other people ${SKIPPED}`, () => {
  for (const { path, expected } of readList<FileEntry>("files.json"))
    it(`are found to be as they are known to be: ${path}`, async () => {
      await expectAs("files", nameOf(path), load(path), expected as Expected);
    });

  for (const { id, base, edits, expected } of readList<Mutation>("mutations.json"))
    it(`are found damaged as they were damaged: ${id}`, async () => {
      await expectAs(id, nameOf(base), edited(load(base), edits), expected as Expected);
    });
});

/** What the sets are worth as a backup: by `databases` of the manifest, and loss is failure. */
const VERDICTS: Readonly<Record<string, string>> = {
  "exchange-missing-required": "failure",
  "exchange-missing-committed": "failure",
  "exchange-foreign-log": "failure",
  "exchange-damaged-required": "failure",
  "exchange-renamed-logs": "warning",
};

describe.skipIf(!present)(`backup sets ${SKIPPED}`, () => {
  for (const set of readList<SetEntry>("sets.json"))
    it(`are judged as they are known to be: ${set.name}`, async () => {
      const report = await verify([put(set.name, filesOf(set))]);
      expect(report.sets).toHaveLength(1);
      expect(asIn(set.expected, report.sets[0])).toEqual(set.expected);
      expect(report.verdict).toBe(VERDICTS[set.name] ?? "ok");
    });
});
