import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { FindingCode, Severity } from "../../src/model/finding.ts";
import type { Outcome } from "../../src/model/job.ts";
import type { Report, Verdict } from "../../src/model/report.ts";
import { analyzePaths } from "../history/analysing.ts";

const folder = fileURLToPath(new URL("../../../shared/data/pasted-events", import.meta.url));

/** What the header of a post says really happened, as a report has to say it. */
interface Truth {
  readonly says: string;
  /** Outcomes that each job may have, in order. `null`: not stated. */
  readonly jobs: readonly (readonly Outcome[])[] | null;
  /** Findings that must be there, each with the id of an event that proves it. */
  readonly must: readonly (readonly [codes: readonly FindingCode[], severity: Severity, eventId: number])[];
  /** Codes of findings that must not be there. */
  readonly never?: readonly FindingCode[];
  readonly verdicts: readonly Verdict[];
}

const CALM: readonly Verdict[] = ["ok", "unknown"];
const NOISE: Omit<Truth, "says"> = { jobs: [], must: [], verdicts: CALM };
const lost = (eventId: number): Truth["must"][number] => [["SHADOW_STORAGE"], "warning", eventId];

const TRUTHS: Readonly<Record<string, Truth>> = {
  "01-timmcmic-wsb-ex2010-active-full-start.txt": {
    says: "a full backup whose log is cut during the freeze: not a failure",
    jobs: [["running", "incomplete"]],
    must: [],
    verdicts: ["unknown"],
  },
  "02-timmcmic-225-dag-active-2013-xml.txt": {
    says: "225 of a replicated database is normal",
    jobs: null,
    must: [],
    never: ["TRUNCATION_MISSING", "TRUNCATION_BLOCKED"],
    verdicts: CALM,
  },
  "03-kb910250-ex2003-9607-backup-in-progress.txt": {
    says: "refused: the reason is only in the binary data",
    jobs: [["failed"]],
    must: [[["BACKUP_IN_PROGRESS"], "failure", 9607]],
    verdicts: ["failure"],
  },
  "04-kb910250-ex2003-abort-table.txt": {
    says: "a job aborted before the snapshot, and the next one refused",
    jobs: [["aborted"], ["failed"]],
    must: [
      [["JOB_ABORTED"], "failure", 9614],
      [["BACKUP_IN_PROGRESS"], "failure", 9607],
    ],
    verdicts: ["failure"],
  },
  "05-kb933779-ex2003-freeze-error-2403.txt": {
    says: "the engine refused to freeze (-2403)",
    jobs: null,
    must: [[["FREEZE_FAILED", "BACKUP_IN_PROGRESS"], "failure", 2002]],
    verdicts: ["failure"],
  },
  "06-kb826936-esent-freeze-timeout-20000ms.txt": {
    says: "the directory's writer timed out: no Exchange job, but a timeout; and shadow copies lost",
    jobs: [],
    must: [[["FREEZE_TIMEOUT"], "failure", 2004], lost(25)],
    verdicts: ["failure"],
  },
  "08-msqa-1302450-ex2016-2034-FFFFFFFC.txt": {
    says: "the requester ran out of space and reported the component as not backed up",
    jobs: [["failed"]],
    must: [[["COMPONENT_NOT_BACKED_UP", "BACKUP_FAILED"], "failure", 2034]],
    verdicts: ["failure"],
  },
  "10-emc-bottk-ex2013-passive-960.txt": {
    says: "the start of a good backup of a passive copy",
    jobs: null,
    must: [],
    verdicts: CALM,
  },
  "13-duplicati-1297-vss8194-german-and-english.txt": {
    says: "noise of another writer, also in German",
    ...NOISE,
  },
  "14-duplicati-287-vss8194-logname-xml.txt": { says: "noise during a good snapshot", ...NOISE },
  "15-duplicati-3236-vss8194-short.txt": { says: "noise in a good backup", ...NOISE },
  "19-msqa-1499687-volsnap8-flush-hold-timeout.txt": {
    says: "writes on C: were held for more than ten seconds",
    jobs: [],
    must: [[["FLUSH_HOLD_TIMEOUT"], "failure", 8]],
    verdicts: ["failure"],
  },
  "20-kb2462424-dpm-vss12289-floppy-noise.txt": {
    says: "an error about the floppy drive, beside a failure of another product",
    jobs: [],
    must: [],
    verdicts: CALM,
  },
  "21-kb3098315-vss8193-xml-too-long.txt": {
    says: "an error of VSS outside of any Exchange job",
    jobs: [],
    must: [[["VSS_ERROR"], "info", 8193]],
    verdicts: CALM,
  },
  "23-ntds-isam-474-1018.txt": {
    says: "a page with a wrong checksum",
    jobs: [],
    must: [[["PAGE_CORRUPT"], "failure", 474]],
    verdicts: ["failure"],
  },
  "24-wsb-event5-8078015B.txt": {
    says: "Windows Server Backup could not reach its share",
    jobs: [],
    must: [],
    verdicts: ["failure", "warning"],
  },
  "25-wsb-event547.txt": {
    says: "Windows Server Backup ended with errors on a volume",
    jobs: [],
    must: [],
    verdicts: ["ok", "unknown", "warning"],
  },
  "26-volsnap36-json-get-eventlog.txt": {
    says: "shadow copies of C: aborted; the number is in InstanceId too, with its severity",
    jobs: [],
    must: [lost(36)],
    verdicts: ["warning"],
  },
  "27-volsnap36-json-custom.txt": {
    says: "shadow copies of C: aborted",
    jobs: [],
    must: [lost(36)],
    verdicts: ["warning"],
  },
  "29-kb833167-volsnap-5-20-28-binary.txt": {
    says: "shadow copies of X: could not be made, others were aborted",
    jobs: [],
    must: [lost(5), lost(20), lost(28)],
    verdicts: ["warning"],
  },
  "30-technologytoolbox-volsnap25-xml.txt": {
    says: "all shadow copies of a backup target are gone",
    jobs: [],
    must: [lost(25)],
    verdicts: ["warning"],
  },
  "35-untrustworthy-esent2004-freeze-started.txt": {
    says: "nothing happened: the text belongs to 2001",
    jobs: [],
    must: [[["ID_TEXT_MISMATCH"], "warning", 2004]],
    never: ["FREEZE_TIMEOUT"],
    verdicts: ["warning"],
  },
  "36-technologytoolbox-vss8193-access-denied.txt": {
    says: "a writer of another product may not register",
    jobs: [],
    must: [],
    verdicts: CALM,
  },
  "37-eventlogmonitor-one-line-vss.txt": {
    says: "VSS goes idle; an error of another routine",
    jobs: [],
    must: [],
    verdicts: CALM,
  },
};

describe.skipIf(!existsSync(folder))("events as people paste them (skipped without ../shared/data)", () => {
  it("are all judged here", () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(TRUTHS));
  });

  it.each(Object.entries(TRUTHS).map(([name, truth]) => ({ name, ...truth })))(
    "$name: $says",
    async ({ name, jobs, must, never = [], verdicts }) => {
      const report = await analyzePaths([join(folder, name)]);
      if (jobs !== null) expect(outcomes(report), "jobs").toEqual(jobs.map((any) => matching(any)));
      for (const [codes, severity, eventId] of must) {
        const found = report.findings.filter((one) => codes.includes(one.code) && one.severity === severity);
        const proofs = found.flatMap(({ evidence }) => evidence.map((event) => event.eventId));
        expect(proofs, `${codes} (${severity})`).toContain(eventId);
      }
      const codes = report.findings.map(({ code }) => code);
      for (const code of never) expect(codes).not.toContain(code);
      if (!verdicts.includes("failure")) expect(failures(report)).toEqual([]);
      expect(verdicts).toContain(report.summary.verdict);
    },
  );
});

function outcomes({ jobs }: Report): readonly Outcome[] {
  return jobs.map(({ outcome }) => outcome);
}

function matching(any: readonly Outcome[]): unknown {
  return expect.stringMatching(new RegExp(`^(?:${any.join("|")})$`));
}

function failures({ findings }: Report): readonly string[] {
  return findings.filter(({ severity }) => severity === "failure").map(({ code }) => code);
}
