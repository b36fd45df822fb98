import { type Context, hasGap } from "../../correlate/assess/context.ts";
import type { BackupEvent } from "../../model/event.ts";
import type { Signal } from "../../model/signal.ts";
import { groupBy, idsOf, listOf, moment, withErrors } from "../phrases.ts";
import type { Case, Hit, Rule } from "../rule.ts";
import { silentRuns } from "../silent-runs.ts";

/** The Exchange writer could not start, or a backup ran while it was stopped. */
export const writerMissing: Rule = {
  meta: {
    code: "WRITER_MISSING",
    severity: "failure",
    title: "Exchange writer missing",
    when: "The writer could not be initialised (2017), or Windows Server Backup ran after the writer was stopped (2019, 9602) and before it started again, without any event of the writer. A warning, as a hint, where a run of Windows Server Backup succeeded without any event of a writer that was heard within 48 h of it, in a log without gaps. Never on a server without events of Exchange.",
    cause:
      "Without its writer Exchange takes no part in a snapshot: the databases are copied as they lie on disk, no logs are deleted, and the backup product may still report success.",
    remedy: [
      "Start the services that host the writer: since 2013 both the replication service and the Information Store must run.",
      "Check with `vssadmin list writers` that the Microsoft Exchange Writer is there and stable.",
      "If it does not come up, look at the COM+ access permissions: administrators need default access.",
      "Take a full backup afterwards.",
    ],
    references: [
      "microsoft/CSS-Exchange VSSTester and pull request 1895 (community)",
      "docs/events.md: 2017, 2018, 2019",
    ],
  },
  check: (input) => {
    const found = absences(input);
    const told = new Set(found.flatMap(({ runs }) => runs));
    return [...found.flatMap((absence) => hitsOf(absence, input.context)), ...hints(input, told)];
  },
};

/** Runs in which the writer was silent for no reason that the log tells. */
function hints(input: Case, told: ReadonlySet<BackupEvent>): Hit[] {
  return silentRuns(input).flatMap((runs) => {
    const left = runs.filter(({ end }) => !told.has(end));
    const [first] = left;
    if (first === undefined) return [];
    const times = left.map(({ start }) => (start.time === null ? "" : moment(start.time)));
    return [
      {
        severity: "warning" as const,
        server: first.start.ref.server,
        title: "Exchange writer silent in a run of Windows Server Backup",
        detail: `Windows Server Backup ran (${listOf(times, 3)}) and reported success without a single event of the Exchange writer, which was heard within 48 h of it. This is a hint and no proof: look whether the writer was there and whether the run was meant to hold Exchange's volumes.`,
        evidence: left.flatMap(({ start, end }) => [start, end]),
      },
    ];
  });
}

/** A time without the writer, on one server and of one provider. */
interface Absence {
  readonly start: BackupEvent;
  readonly failures: BackupEvent[];
  /** Ends of runs of Windows Server Backup in it that saw nothing of the writer. */
  readonly runs: BackupEvent[];
}

const RUN_ENDS: readonly Signal[] = ["requester-succeeded", "requester-ended", "requester-failed"];

function hitsOf({ start, failures, runs }: Absence, context: Context): Hit[] {
  const evidence = [...(failures.includes(start) ? [] : [start]), ...failures, ...runs];
  const [first] = runs;
  if (failures.length === 0 && first === undefined) return [];
  const lost =
    failures.length === 0 &&
    start.time !== null &&
    first?.time != null &&
    hasGap(context, start.server, start.time, first.time);
  const what =
    failures.length > 0
      ? `The Exchange writer could not be initialised${withErrors(failures)}.`
      : `The Exchange writer was stopped${start.time === null ? "" : ` at ${moment(start.time)}`} and not started again.`;
  const ran = first === undefined ? "" : ` Windows Server Backup ran without it (${idsOf(runs)}).`;
  const gap = lost ? " Records are missing from that time, and the start may be among them." : "";
  return [
    {
      ...(lost ? { severity: "warning" as const } : {}),
      server: start.ref.server,
      detail: `${what}${ran}${gap}`,
      evidence,
    },
  ];
}

function absences(input: Case): Absence[] {
  const ofJobs = input.jobs.flatMap((facts) => facts.job.events.map((t) => t.event));
  const strays = input.strays.filter((e) => e.textBelongsTo === null);
  // What fails during a job is told with the job (WRITER_FAILED).
  const told = new Set(ofJobs.filter((e) => e.signal === "writer-init-failed"));
  const events = [...new Set([...ofJobs, ...strays])].filter((e) => e.time !== null && meaningOf(e) !== null);
  return [...groupBy(events, (e) => e.server).values()].flatMap((own) => {
    const inOrder = own.filter((e) => !told.has(e)).sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
    return absencesOf(inOrder);
  });
}

type Meaning = "run-starts" | "run-ends" | "stopped" | "not-started" | "there";

function meaningOf({ signal, exchange, keys }: BackupEvent): Meaning | null {
  if (signal === "requester-started") return "run-starts";
  if (RUN_ENDS.includes(signal)) return "run-ends";
  if (!exchange || !signal.startsWith("writer-")) return null;
  if (signal === "writer-stopped") return "stopped";
  if (signal !== "writer-init-failed") return "there";
  // 2020 of Exchange 2007, which has no code, tells of a writer that could not be ended.
  return keys.hresult === undefined ? null : "not-started";
}

/** One pass over a server's events in order of time. */
function absencesOf(events: readonly BackupEvent[]): Absence[] {
  const found: Absence[] = [];
  const open = new Map<string, Absence>();
  const begin = (event: BackupEvent): Absence => {
    const provider = event.ref.provider.toLowerCase();
    const absence = open.get(provider) ?? { start: event, failures: [], runs: [] };
    if (!open.has(provider)) found.push(absence);
    open.set(provider, absence);
    return absence;
  };
  let running = false;
  let silent = true;
  for (const event of events) {
    switch (meaningOf(event)) {
      case "run-starts":
        running = true;
        silent = true;
        break;
      case "run-ends":
        running = false;
        if (silent) for (const absence of open.values()) absence.runs.push(event);
        break;
      case "stopped":
        // A run whose start is not in the log counts from here.
        if (!running) silent = true;
        begin(event);
        break;
      case "not-started":
        begin(event).failures.push(event);
        break;
      default:
        silent = false;
        open.delete(event.ref.provider.toLowerCase());
    }
  }
  return found;
}
