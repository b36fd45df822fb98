import type { Mark } from "../../../src/lab/events/draft.ts";
import { ese, plain, volsnap, vss, windowsBackup } from "../../../src/lab/events/drafts.ts";
import { pen, steps } from "../../../src/lab/events/steps.ts";
import {
  expectedDatabase,
  expectedJob,
  goodJob,
  nameOf,
  typeBeforeEnd,
  untilPrepared,
  wholeJob,
} from "../good.ts";
import type { Site } from "../site.ts";
import { conclude, type Episode, finding } from "./episode.ts";

/** A good job of standalone databases with something beside it, `after` seconds from its start. */
function beside(
  verdict: "ok" | "warning" | "failure",
  after: number,
  write: (here: Site, at: number) => Mark,
  found: (here: Site, mark: Mark) => ReturnType<typeof finding>,
): Episode {
  return (here, at) => {
    const plan = here.plan("full");
    const run = wholeJob(plan, at);
    run.steps.truncateLater(run.end + 540);
    const mark = write(here, at + after);
    return conclude(
      Math.max(run.end + 560, at + after + 1),
      verdict,
      [goodJob(plan, 2.4, "later")],
      [found(here, mark)],
      ["NOT_TRUNCATED_BY_DESIGN"],
    );
  };
}

const onPage = (id: number, rest: readonly string[]) => (here: Site, at: number) => {
  const name = nameOf(here, 0);
  const file = `D:\\Databases\\${name}\\${name}.edb`;
  return here.history.write(here.server, at, ese(here.engine(name), id, [file, ...rest], { database: name }));
};

/** A page of the database has a wrong checksum (-1018) while its backup is copied. */
export const pageCorrupt = beside(
  "failure",
  600,
  onPage(474, [
    "126058496 (0x0000000007838000)",
    "32768 (0x00008000)",
    "-1018 (0xfffffc06)",
    "[9c1f:63e0]",
    "[9c1f:63e1]",
    "3846 (0xF06)",
  ]),
  (here, mark) => finding("PAGE_CORRUPT", "failure", [mark], { database: nameOf(here, 0) }),
);

/** A single bit was wrong and was put right. */
export const pageCorrected = beside(
  "warning",
  600,
  onPage(399, ["126058496 (0x0000000007838000)", "32768 (0x00008000)", "2417", "3846 (0xF06)"]),
  (here, mark) => finding("PAGE_CORRECTED", "warning", [mark], { database: nameOf(here, 0) }),
);

/** The requester's own check failed. The event is known from memory only, and so is not enough to fail. */
export const checkFailed = beside(
  "warning",
  1500,
  (here, at) =>
    here.history.write(
      here.server,
      at,
      windowsBackup(565, 2, { BackupTime: "2024-03-10T20:00:00.000000000Z", ComponentName: nameOf(here, 0) }),
    ),
  (_here, mark) => finding("CHECKSUM_FAILED", "warning", [mark], {}),
);

const volume = "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}";
const onVolume = (id: number) => (here: Site, at: number) =>
  here.history.write(here.server, at, volsnap(id, volume));

/** The shadow copies are aborted (36) while the data are still copied from them. */
export const storageLost = beside("failure", 900, onVolume(36), (_here, mark) =>
  finding("SHADOW_STORAGE", "failure", [mark], {}),
);

/** The same hours after the job: worth a warning, but no backup is lost. */
export const storageLostLater = beside("warning", 9000, onVolume(25), (_here, mark) =>
  finding("SHADOW_STORAGE", "warning", [mark], {}),
);

/** An unfinished shadow copy of an earlier job is found and removed. */
export const leftOver = beside("warning", 7200, onVolume(30), (_here, mark) =>
  finding("SHADOW_ORPHANED", "warning", [mark], {}),
);

const routine = [
  "QueryFullProcessImageNameW",
  "0x8007001f, A device attached to the system is not functioning.\n",
  "\n\nOperation:\n   Executing Asynchronous Operation\n\nContext:\n   Current State: DoSnapshotSet",
];

/** An error of VSS in a job's window is a warning ... */
export const vssError = beside(
  "warning",
  500,
  (here, at) => here.history.write(here.server, at, vss(8193, routine)),
  (_here, mark) => finding("VSS_ERROR", "warning", [mark], {}),
);

/** ... and elsewhere only worth knowing. */
export const vssErrorLater = beside(
  "ok",
  9000,
  (here, at) => here.history.write(here.server, at, vss(8193, routine)),
  (_here, mark) => finding("VSS_ERROR", "info", [mark], {}),
);

/** A gap in the record numbers within the job: three events are not there. */
export const eventsLost: Episode = (here, at) => {
  const outcome = beside(
    "warning",
    1000,
    (site, when) => {
      site.history.lose(site.server, "Application", when - 50, 37);
      return site.history.write(
        site.server,
        when,
        plain("Application", "MSExchangeTransport", 7011, 4, ["x"]),
      );
    },
    () => finding("EVENTS_LOST", "warning", [], {}),
  );
  return outcome(here, at);
};

/** Writes could not be held long enough (volsnap 8, VSS 12298); the snapshot fails and VSS aborts. */
export const flushAndHold: Episode = (here, at) => {
  const plan = here.plan("full");
  const put = pen(plan);
  const { steps: job } = untilPrepared(plan, at);
  job.freeze(at + 10);
  const held = put(at + 21, volsnap(8, volume));
  put(
    at + 21.3,
    vss(12298, [
      volume,
      "0",
      "0x00000000, The operation completed successfully.\n",
      "0x80042314",
      "0x00000000",
    ]),
  );
  job.thaw(at + 21.6);
  const aborted = job.abort(at + 22);
  for (const { role, engine, name } of plan.databases) {
    if (role !== "passive") put(at + 22.3, ese(engine, 2006, [job.session(name)]));
  }
  job.shutdown(at + 24);
  return conclude(
    at + 25,
    "failure",
    [
      expectedJob(plan, {
        outcome: "aborted",
        type: typeBeforeEnd(plan),
        freeze: { outcome: "thawed", seconds: 11.6, within: 0.5 },
        databases: plan.databases.map((one) =>
          expectedDatabase(plan, one, { outcome: "aborted", type: typeBeforeEnd(plan) }),
        ),
      }),
    ],
    [
      finding("FLUSH_HOLD_TIMEOUT", "failure", [held], {}),
      finding("JOB_ABORTED", "failure", [aborted[2031]]),
      finding("FREEZE_SLOW", "warning", []),
    ],
    ["VSS_ERROR"],
  );
};

/** An event whose text belongs to another id: no timeout, only the contradiction (a freeze that started). */
export const wrongText: Episode = (here, at) => {
  const name = nameOf(here, 0);
  const { process, pid } = here.engine(name);
  const mark = here.history.write(here.server, at, {
    ...ese(here.engine(name), 2004),
    level: 4,
    strings: [],
    message: `${process} (${pid}) Shadow copy instance 1 freeze started. `,
  });
  return conclude(at + 1, "warning", [], [finding("ID_TEXT_MISMATCH", "warning", [mark], { job: null })]);
};

/** One good full backup, and then nothing more than copies for over eight days. */
export const overdue: Episode = (here, at) => {
  const day = 24 * 3600;
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  run.steps.truncateLater(run.end + 540);
  const copies = [3, 6, 9].map((days) => {
    const copy = here.plan("copy");
    wholeJob(copy, at + days * day, 1.4, 900);
    return copy;
  });
  return conclude(
    at + 9 * day + 1000,
    "failure",
    [goodJob(plan, 2.4, "later"), ...copies.map((copy) => goodJob(copy, 1.4, "later"))],
    [
      ...here.options.databases.map(({ name }) =>
        finding("BACKUP_OVERDUE", "failure", [], { database: name }),
      ),
      finding("NOT_TRUNCATED_BY_DESIGN", "info", [], {}),
    ],
  );
};

/** The partner's clock is off: the same moment has two times in one job of a passive copy. */
export const skewed: Episode = (here, at) => {
  const plan = here.plan("full");
  const run = wholeJob(plan, at);
  run.steps.truncateLater(run.end + 1200);
  return conclude(
    run.end + 1220,
    "warning",
    [goodJob(plan, 2.4, "later")],
    [finding("CLOCK_SKEW", "warning", [], {})],
    ["NOT_TRUNCATED_BY_DESIGN"],
  );
};

/** `vssadmin list writers` by hand: metadata without a job. */
export const metadataOnly: Episode = (here, at) => {
  const job = steps(here.plan("full"));
  job.metadata(at);
  job.metadata(at + 40);
  return conclude(at + 41, "ok", []);
};
