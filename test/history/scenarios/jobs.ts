import * as completion from "../episodes/completion.ts";
import { flushAndHold } from "../episodes/data.ts";
import * as ended from "../episodes/ended.ts";
import * as freeze from "../episodes/freeze.ts";
import { frozenSlowly, noComponents } from "../episodes/good.ts";
import * as refused from "../episodes/refused.ts";
import { HOUR, type Scenario, scenario } from "../scenario.ts";

const standalone = { version: "2016", databases: ["standalone", "standalone"] } as const;
const active = { version: "2016", databases: ["active", "active"] } as const;
const passive = { version: "2016", databases: ["passive"], partner: true } as const;

/** Trouble with the freeze. */
export const FREEZE: readonly Scenario[] = [
  scenario(
    "freeze-timeout",
    "One of two databases is not thawed in time (2004)",
    freeze.freezeTimeout,
    standalone,
  ),
  scenario(
    "freeze-timeout-2010",
    "The store's session times out after 20 s and is aborted (2007)",
    freeze.freezeTimeout,
    {
      version: "2010",
      databases: ["standalone", "standalone"],
    },
  ),
  scenario("freeze-slow", "Frozen for 14 seconds, thawed in time", frozenSlowly, active),
  scenario("freeze-failed", "The engine cannot freeze (2002, -529)", freeze.freezeFailed, {
    version: "2013",
    databases: ["standalone"],
  }),
  scenario(
    "incremental-refused",
    "An incremental without a full before it (206)",
    freeze.incrementalRefused,
    {
      version: "2019",
      databases: ["standalone"],
    },
  ),
  scenario("log-chain-broken", "A log that the incremental needs is missing (459)", freeze.chainBroken, {
    version: "2016",
    databases: ["standalone"],
  }),
  scenario(
    "directory-timeout",
    "The directory's writer times out; no Exchange job",
    freeze.directoryTimeout,
    standalone,
  ),
  scenario(
    "flush-hold-timeout",
    "Writes could not be held for the snapshot (volsnap 8)",
    flushAndHold,
    standalone,
  ),
];

/** Jobs that end otherwise than by their completion, or not within the log. */
export const ENDED: readonly Scenario[] = [
  scenario(
    "job-aborted",
    "Aborted during the transfer; the sessions still end with 2006",
    ended.aborted,
    standalone,
  ),
  scenario("job-aborted-2010", "Aborted by the store's writer (9614, 2007)", ended.aborted, {
    version: "2010",
    databases: ["standalone"],
  }),
  scenario("job-abandoned", "Shut down without completion", ended.shutDown, active),
  scenario(
    "job-abandoned-passive",
    "A job of two passive copies, shut down without completion",
    ended.shutDown,
    {
      version: "2016",
      databases: ["passive", "passive"],
      partner: true,
    },
  ),
  scenario(
    "restarted-long-ago",
    "A restart ends a job; what the writer does a day later is no part of it",
    ended.restartedThenMissing,
    standalone,
  ),
  scenario(
    "job-orphaned",
    "A job that never ended is named an orphan by the next one (2118)",
    ended.orphaned,
    standalone,
  ),
  scenario("job-aged", "A job without end in a log that goes on for more than a day", ended.aged, {
    ...standalone,
    after: 30 * HOUR,
  }),
  scenario(
    "service-restarted",
    "The replication service starts anew during the transfer",
    ended.restarted,
    standalone,
  ),
  scenario("running", "The log ends during the transfer", ended.running, standalone),
  scenario("start-missing", "The log begins between snapshot and completion", ended.startMissing, {
    version: "2016",
    databases: ["standalone"],
    before: 300,
  }),
];

/** Jobs refused before the freeze. */
export const REFUSED: readonly Scenario[] = [
  scenario(
    "backup-in-progress",
    "Another backup owns the databases (2112, 80070020)",
    refused.inProgress,
    standalone,
  ),
  scenario("backup-in-progress-2003", "Exchange 2003 says why only in the binary data", refused.inProgress, {
    version: "2003",
    databases: ["standalone"],
  }),
  scenario(
    "backup-failed",
    "The preparation of the snapshot fails (2026)",
    refused.prepareFailed,
    standalone,
  ),
  scenario("copy-unhealthy", "The copy is failed and suspended (4088)", refused.unhealthy, {
    ...active,
    databases: ["active"],
  }),
  scenario("volume-not-in-set", "A volume of the database is not in the set (2045)", refused.volumeMissing, {
    version: "2016",
    databases: ["standalone"],
  }),
  scenario("writer-failed", "The Exchange writer does not answer (VSS 12301)", refused.hung, standalone),
  scenario("writer-missing", "The writer could not be initialised (2017)", refused.writerMissing, standalone),
];

/** Trouble at or before the completion. */
export const COMPLETION: readonly Scenario[] = [
  scenario(
    "component-not-backed-up",
    "One of two databases was not backed up (2038, FFFFFFFC)",
    completion.notBackedUp,
    standalone,
  ),
  scenario(
    "database-failed",
    "2048 and 2046 for one database: the error wins",
    completion.databaseFailed,
    standalone,
  ),
  scenario(
    "passive-link-lost",
    "The passive server loses the active one (2153, 215)",
    completion.linkLost,
    passive,
  ),
  scenario(
    "database-dismounted",
    "Dismounted between snapshot and completion",
    completion.dismounted,
    standalone,
  ),
  scenario("no-components", "A snapshot of volumes without Exchange components", noComponents, standalone),
];
