import type { Finding } from "../model/finding.ts";
import type { Job } from "../model/job.ts";
import { shortName } from "../model/names.ts";
import type { Coverage } from "../model/report.ts";
import type { JobSelection, StoredJob, Verdicts } from "../model/store.ts";
import type { Database, Row, Value } from "./database.ts";
import type { Documents } from "./documents.ts";
import { column, pack, unpack } from "./rows.ts";

const BEGIN_OF_TIME = Number.MIN_SAFE_INTEGER;
const END_OF_TIME = Number.MAX_SAFE_INTEGER;
/** Behind all that begins like it: no character is greater. */
const LAST_CHARACTER = "\u{10ffff}";

export function createVerdicts(database: Database, documents: Documents): Verdicts {
  const read = (row: Row): StoredJob => unpack(database, row, `table jobs, row ${row.id}`) as StoredJob;
  return {
    putJob(job, findings, order) {
      const stored: StoredJob = { job, findings, ...(order === undefined ? {} : { order }) };
      const { first, last } = span(job);
      const start = Date.parse(job.start ?? "");
      const id = column(job.id);
      database.together(() => {
        database.run(
          `INSERT INTO jobs (id, start, first, last, body, sum) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (id) DO UPDATE SET
             start = excluded.start, first = excluded.first, last = excluded.last,
             body = excluded.body, sum = excluded.sum`,
          ...[id, Number.isNaN(start) ? null : start, first, last],
          ...pack(stored),
        );
        database.run("DELETE FROM job_names WHERE job = ?", id);
        for (const [kind, name] of names(job))
          database.run("INSERT OR IGNORE INTO job_names (kind, name, job) VALUES (?, ?, ?)", kind, name, id);
      });
    },
    removeJob(id) {
      database.run("DELETE FROM jobs WHERE id = ?", column(id));
    },
    jobs(selection = {}) {
      const { sql, values } = query(selection);
      return database
        .all(sql, ...values)
        .map(read)
        .reverse();
    },
    job(id) {
      const from = column(id);
      const whole = database.get("SELECT id, body, sum FROM jobs WHERE id = ?", from);
      if (whole !== null) return read(whole);
      const some = database.all(
        "SELECT id, body, sum FROM jobs WHERE id >= ? AND id < ? LIMIT 2",
        from,
        from + LAST_CHARACTER,
      );
      if (some.length > 1) return "ambiguous";
      return some[0] === undefined ? null : read(some[0]);
    },
    putFindings: (findings) => documents.put("findings", findings),
    findings: () => (documents.get("findings") ?? []) as readonly Finding[],
    putCoverage: (coverage) => documents.put("coverage", coverage),
    coverage: () => (documents.get("coverage") ?? []) as readonly Coverage[],
  };
}

/** When a job was there. What has no time cannot be said to lie outside of any. */
function span(job: Job): { readonly first: number; readonly last: number } {
  const times = [job.start, job.end, ...job.events.map((event) => event.time)]
    .map((time) => Date.parse(time ?? ""))
    .filter((time) => !Number.isNaN(time));
  if (times.length === 0) return { first: BEGIN_OF_TIME, last: END_OF_TIME };
  return {
    first: times.reduce((a, b) => Math.min(a, b)),
    last: job.outcome === "running" ? END_OF_TIME : times.reduce((a, b) => Math.max(a, b)),
  };
}

function names(job: Job): readonly (readonly [kind: string, name: string])[] {
  return [
    ...job.servers.map((name) => ["server", nameOf(name)] as const),
    ...job.servers.map((name) => ["short", shortOf(name)] as const),
    ...job.databases.map(({ name }) => ["database", nameOf(name)] as const),
  ];
}

/** Newest first. */
function query({ since, until, server, database, limit }: JobSelection): { sql: string; values: Value[] } {
  const wheres: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, ...given: readonly Value[]): void => {
    wheres.push(condition);
    values.push(...given);
  };
  if (since !== undefined) where("last >= ?", since);
  if (until !== undefined) where("first <= ?", until);
  if (database !== undefined)
    where("id IN (SELECT job FROM job_names WHERE kind = 'database' AND name = ?)", nameOf(database));
  // Two full names are the same only as a whole; a short one is that of every full one that it begins.
  if (server?.includes("."))
    where(
      "id IN (SELECT job FROM job_names WHERE kind = 'server' AND name IN (?, ?))",
      nameOf(server),
      shortOf(server),
    );
  else if (server !== undefined)
    where("id IN (SELECT job FROM job_names WHERE kind = 'short' AND name = ?)", shortOf(server));
  if (limit !== undefined) values.push(limit);
  const sql = `SELECT id, body, sum FROM jobs ${wheres.length > 0 ? `WHERE ${wheres.join(" AND ")}` : ""}
    ORDER BY start DESC, id DESC ${limit === undefined ? "" : "LIMIT ?"}`;
  return { sql, values };
}

function nameOf(name: string): string {
  return column(name.toLowerCase());
}

function shortOf(server: string): string {
  return column(shortName(server));
}
