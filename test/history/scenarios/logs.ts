import type { Topology } from "../../../src/model/topology.ts";
import * as data from "../episodes/data.ts";
import { withoutCopy } from "../episodes/good.ts";
import * as truncation from "../episodes/truncation.ts";
import { A_DAY, type Scenario, scenario } from "../scenario.ts";
import type { Site } from "../site.ts";

const standalone = { version: "2016", databases: ["standalone", "standalone"] } as const;
const active = { version: "2016", databases: ["active", "active"] } as const;
const passive = { version: "2016", databases: ["passive"], partner: true } as const;

/** Good jobs, and what became of the logs. */
export const TRUNCATION: readonly Scenario[] = [
  scenario("truncation-missing", "No log was deleted within a day", truncation.missing, {
    ...active,
    after: A_DAY,
    topology: twoCopiesEach,
  }),
  scenario("truncation-untold", "225 and no word of other copies: it leaves all open", truncation.untold, {
    version: "2016",
    databases: ["active"],
    after: A_DAY,
  }),
  scenario("truncation-blocked", "The partner's copy blocks the truncation (2137)", truncation.blocked, {
    version: "2019",
    databases: ["active"],
    partner: true,
    after: A_DAY,
  }),
  scenario(
    "truncation-undeletable",
    "A log file cannot be deleted (485)",
    truncation.undeletable,
    standalone,
  ),
  scenario(
    "truncation-files-missing",
    "Some of the logs were gone already (227)",
    truncation.filesMissing,
    standalone,
  ),
  scenario("truncation-unproven", "The log ends two hours after the job", truncation.unproven, active),
  scenario("truncation-unproven-passive", "The active server's log was not given", truncation.unproven, {
    ...passive,
    after: A_DAY,
    keep: (record, here) => record.server === here.server.name,
  }),
  scenario(
    "nothing-to-delete",
    "225 of a standalone database: nothing to delete",
    truncation.nothingToDelete,
    {
      version: "2016",
      databases: ["active"],
      topology: oneCopyEach,
    },
  ),
  scenario("truncated-without-copy", "Completed two seconds after the snapshot", withoutCopy, standalone),
];

/** Trouble beside the job: data, storage, the logs themselves. */
export const DATA: readonly Scenario[] = [
  scenario(
    "page-corrupt",
    "A page with a wrong checksum (474) during the transfer",
    data.pageCorrupt,
    standalone,
  ),
  scenario("page-corrected", "A single bit put right (399)", data.pageCorrected, standalone),
  scenario("checksum-failed", "Windows Server Backup's check failed (565)", data.checkFailed, standalone),
  scenario(
    "shadow-storage",
    "The shadow copies are aborted during the transfer (volsnap 36)",
    data.storageLost,
    standalone,
  ),
  scenario(
    "shadow-storage-later",
    "Shadow copies lost hours after the job (volsnap 25)",
    data.storageLostLater,
    standalone,
  ),
  scenario("shadow-orphaned", "An unfinished shadow copy is removed (volsnap 30)", data.leftOver, standalone),
  scenario("vss-error", "An error of VSS during the job (8193)", data.vssError, standalone),
  scenario("vss-error-later", "An error of VSS hours after the job", data.vssErrorLater, standalone),
  scenario("id-text-mismatch", "2004 with the text of 2001", data.wrongText, standalone),
  scenario("events-lost", "37 records are missing during the job", data.eventsLost, standalone),
  scenario("clock-skew", "The partner's clock is five minutes ahead", data.skewed, {
    ...passive,
    partnerSkewSeconds: 300,
  }),
  scenario("backup-overdue", "Nine days with nothing but copies", data.overdue, {
    version: "2016",
    databases: ["standalone"],
  }),
];

/** The other copy's log is not given, nor needed: the active one's would show the deletion. */
function twoCopiesEach({ options, server }: Site): Topology {
  const copies = [
    { server: server.name, active: true },
    { server: `OTHER-${server.name}`, active: false },
  ];
  return {
    servers: copies.map((copy) => ({ name: copy.server })),
    databases: options.databases.map(({ name }) => ({ name, copies })),
  };
}

function oneCopyEach({ options, server }: Site): Topology {
  return {
    servers: [{ name: server.name }],
    databases: options.databases.map(({ name }) => ({
      name,
      copies: [{ server: server.name, active: true }],
    })),
  };
}
