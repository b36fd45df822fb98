import { metadataOnly } from "../episodes/data.ts";
import { fullThenIncremental, good, overlappingTails } from "../episodes/good.ts";
import { A_DAY, type Scenario, scenario } from "../scenario.ts";

const standalone = { version: "2016", databases: ["standalone", "standalone"] } as const;
const passive = { version: "2016", databases: ["passive"], partner: true } as const;

/** Good jobs of every version, type and role. */
export const GOOD: readonly Scenario[] = [
  scenario("good-2003", "Exchange 2003: a full backup of a storage group; texts without GUID", good("full"), {
    version: "2003",
    databases: ["standalone"],
    names: ["First Storage Group"],
  }),
  scenario(
    "good-2007",
    "Exchange 2007: a full backup of two storage groups by the store's writer",
    good("full"),
    {
      version: "2007",
      databases: ["standalone", "standalone"],
      names: ["First Storage Group", "Second Storage Group"],
    },
  ),
  scenario("good-2010", "Exchange 2010: a full backup of two databases in one store process", good("full"), {
    version: "2010",
    databases: ["standalone", "standalone"],
  }),
  scenario(
    "good-2010-incremental",
    "Exchange 2010: full, and an incremental six hours later",
    fullThenIncremental,
    {
      version: "2010",
      databases: ["standalone"],
    },
  ),
  scenario(
    "good-2010-both",
    "Exchange 2010: one job of both writers, an active and a passive copy",
    good("full"),
    {
      version: "2010",
      databases: ["active", "passive"],
      partner: true,
      after: A_DAY,
    },
  ),
  scenario("good-2010-tails", "Exchange 2010: two jobs whose completions interleave", overlappingTails, {
    version: "2010",
    databases: ["standalone", "standalone"],
  }),
  scenario(
    "good-2013",
    "Exchange 2013, DAG: 225 by design, 224 by the replication service later",
    good("full"),
    {
      version: "2013",
      databases: ["active", "active"],
      braces: true,
    },
  ),
  scenario("good-2016", "Exchange 2016: a full backup of two standalone databases", good("full"), standalone),
  scenario(
    "good-2016-passive",
    "Exchange 2016, DAG: a full backup of a passive copy, both servers' logs",
    good("full"),
    passive,
  ),
  scenario("good-2016-mixed", "Exchange 2016, DAG: an active and a passive copy in one job", good("full"), {
    version: "2016",
    databases: ["active", "passive"],
    partner: true,
  }),
  scenario(
    "good-2016-incremental",
    "Exchange 2016: full, and an incremental six hours later",
    fullThenIncremental,
    standalone,
  ),
  scenario(
    "good-2016-passive-incremental",
    "Exchange 2016, DAG: an incremental of a passive copy",
    good("incremental"),
    passive,
  ),
  scenario("good-2019-copy", "Exchange 2019: a copy backup; logs are not deleted, by design", good("copy"), {
    version: "2019",
    databases: ["standalone"],
  }),
  scenario("good-2019-differential", "Exchange 2019: a differential backup", good("differential"), {
    version: "2019",
    databases: ["standalone"],
  }),
  scenario("good-se", "Exchange SE: a full backup of an active and a standalone database", good("full"), {
    version: "SE",
    databases: ["active", "standalone"],
  }),
  scenario("good-long-name", "A database whose name ESE cuts off in %1, but not in %3", good("full"), {
    version: "2016",
    databases: ["standalone"],
    names: ["Mailbox Database of the Lisbon and Porto Branch Offices 0123456789"],
  }),
  scenario("no-job", "Two looks at the writer's metadata and no backup", metadataOnly, standalone),
];
