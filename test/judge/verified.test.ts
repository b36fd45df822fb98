import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RULES } from "../../src/judge/rules/index.ts";
import { findingsOfVerify } from "../../src/judge/verified.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { VerifyReport } from "../../src/model/verify.ts";
import { database, log, newPage } from "../parsers/ese/build.ts";
import { backupFolder } from "../verify/backup.ts";
import { cleanBackup, damagedBackup, logsAlone } from "../verify/scenes.ts";

const { put, verify } = backupFolder();
const PLACE = { job: "job-1", server: "MBX1" };
const brief = ({ id, code, severity, database: name }: Finding) => [id, code, severity, name];
const dirty = { state: 2, required: [7, 9], committed: 9, signLog: 5 } as const;
const three = [newPage(4096, 1), newPage(4096, 2)];

describe("the findings of a verification", () => {
  it("are none of a good backup", async () => {
    expect(findingsOfVerify(await verify([put("clean", cleanBackup())]), PLACE)).toEqual([]);
  });

  it("tell damaged pages, broken logs and wrong bits apart, worst first, each with its database", async () => {
    const folder = put("damaged", damagedBackup());
    const findings = findingsOfVerify(await verify([folder]), PLACE);
    expect(findings.map(brief)).toEqual([
      ["V1", "CHECKSUM_FAILED", "failure", "DB01"],
      ["V2", "LOG_CHAIN_BROKEN", "failure", "DB01"],
      ["V3", "PAGE_CORRECTED", "warning", "DB01"],
    ]);
    const [pages, logs, bit] = findings.map(({ detail }) => detail);
    const path = join(folder, "DB01.edb");
    expect(pages).toBe(
      `${path}: 3 pages damaged: 3 to 4, 6 (-1206; -1018 when it is read). Page 6 holds page 12: it was written to the wrong place.`,
    );
    expect(logs).toBe(
      `${path}: Missing: E0000000020.log (generation 0x20). The database cannot be made consistent: logs 0x1E to 0x21 are required (-543).`,
    );
    expect(bit).toContain("1 page with a wrong bit that can be corrected: 9 (bit 16000).");
  });

  it("say cause, remedy and references as the rules do, and whose job it is", async () => {
    const findings = findingsOfVerify(await verify([put("rules", damagedBackup())]), PLACE);
    expect(findings).toHaveLength(3);
    for (const { code, title, cause, remedy, references, job, server, evidence } of findings) {
      const meta = RULES.find((rule) => rule.meta.code === code)?.meta;
      expect([title, cause, remedy, references]).toEqual([
        meta?.title,
        meta?.cause,
        meta?.remedy,
        meta?.references,
      ]);
      expect([job, server, evidence]).toEqual(["job-1", "MBX1", []]);
    }
  });

  it("call loss a failure, as the verification does", async () => {
    const files = {
      "DB01.edb": database(4096, three, { ...dirty, required: [7, 7] }),
      "E0000000007.log": log({ generation: 7, signLog: 5 }),
    };
    const findings = findingsOfVerify(await verify([put("loss", files)]), PLACE);
    expect(findings.map(brief)).toEqual([["V1", "LOG_CHAIN_BROKEN", "failure", "DB01"]]);
    expect(findings[0]?.detail).toContain("committed changes from the first of them on are lost (-582)");
  });

  it("call a hole before what a database needs a warning, and one in logs alone a failure", async () => {
    const files = {
      "DB01.edb": database(4096, three, { ...dirty, required: [9, 9] }),
      "E0000000006.log": log({ generation: 6, signLog: 5 }),
      "E0000000008.log": log({ generation: 8, signLog: 5 }),
      "E00.log": log({ generation: 9, signLog: 5 }),
    };
    const older = findingsOfVerify(await verify([put("older", files)]), PLACE);
    expect(older.map(brief)).toEqual([["V1", "LOG_CHAIN_BROKEN", "warning", null]]);
    const folder = put("alone", logsAlone());
    const alone = findingsOfVerify(await verify([folder]), PLACE);
    expect(alone.map(brief)).toEqual([["V1", "LOG_CHAIN_BROKEN", "failure", null]]);
    expect(alone[0]?.detail).toBe(`Logs E00 in ${folder}: 1 log missing: E0000000004.log (-528).`);
  });

  it("tell of a cut file, and of a database in the midst of being made", async () => {
    const cut = database(4096, three).subarray(0, 4 * 4096 - 100);
    const made = database(4096, three, { state: 1 });
    const files = { "DB01.edb": cut, "Mailbox Database 12.edb": made };
    const findings = findingsOfVerify(await verify([put("cut", files)]), PLACE);
    expect(findings.map(({ code, database: name, title }) => [code, name, title])).toEqual([
      ["CHECKSUM_FAILED", "DB01", "Consistency check of the backup failed"],
      ["CHECKSUM_FAILED", "Mailbox Database 12", "Database not usable as a backup"],
    ]);
    expect(findings[0]?.detail).toContain("the file ends 3996 bytes behind its last whole page");
    expect(findings[1]?.detail).toContain("state is not that of a backup (Just Created).");
  });

  it("warn of what could not be judged, once for each file, and never pass it in silence", async () => {
    const folder = put("open", { ...cleanBackup(), "notes.txt": Buffer.alloc(5000, "x") });
    const ended = await verify([join(folder, "DB01.edb")], {}, { signal: AbortSignal.abort() });
    const findings = findingsOfVerify(ended, { job: null, server: null });
    expect(findings.map(brief)).toEqual([["V1", "CHECKSUM_FAILED", "warning", "DB01"]]);
    expect(findings[0]).toMatchObject({ title: "Backup not verified as a whole", job: null, server: null });
    const named = await verify([join(folder, "DB01.edb"), join(folder, "notes.txt")]);
    expect(findingsOfVerify(named, PLACE).map(brief)).toEqual([["V1", "CHECKSUM_FAILED", "warning", null]]);
  });

  it("are there for every verdict but a good one", async () => {
    const scenes: readonly Readonly<Record<string, Uint8Array>>[] = [
      damagedBackup(),
      logsAlone(),
      { "DB01.edb": Buffer.alloc(70_000, 0x41) },
      { "DB01.edb": database(4096, three, dirty) },
      { "notes.txt": Buffer.from("nothing here") },
    ];
    const reports: VerifyReport[] = [];
    for (const [index, files] of scenes.entries()) reports.push(await verify([put(`each/${index}`, files)]));
    expect(reports.map(({ verdict }) => verdict)).toEqual([
      "failure",
      "failure",
      "failure",
      "failure",
      "unknown",
    ]);
    for (const report of reports) expect(findingsOfVerify(report, PLACE).length).toBeGreaterThan(0);
  });

  it("hold what eseutil alone found", async () => {
    const folder = put("tool", cleanBackup());
    const said =
      "1 bad checksums\r\nERROR: page 1 checksum failed\r\nOperation terminated with error -1206 (JET_errDatabaseCorrupted, x) after 0.1 seconds.";
    const processes = {
      find: (files: readonly string[]) => files[0] ?? null,
      async run(_: string, args: readonly string[], { stdout }: { readonly stdout: (text: string) => void }) {
        stdout(args[0] === "/k" ? said : "");
        return { exitCode: 4_294_966_090, trouble: null };
      },
    };
    const report = await verify([folder], { engine: "both", tool: "/eseutil.exe" }, { processes });
    const [first] = findingsOfVerify(report, PLACE);
    expect(first).toMatchObject({ code: "CHECKSUM_FAILED", severity: "failure", database: "DB01" });
    expect(first?.detail).toContain("exit code -1206");
  });
});
