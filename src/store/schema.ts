/**
 * What brings a store from each version to the next; the version is how many of them it has had. None is ever changed
 * once it was released: a store may stand at any of them.
 *
 * `body` is JSON and `sum` its checksum (rows.ts). What a row is found by stands in an index as well, also where it could
 * be the row's own key: SQLite compares the two when it looks for damage. Times are milliseconds since 1970; seconds are
 * said so.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE bookmarks (source TEXT PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE TABLE taken (
    source TEXT NOT NULL, input TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL,
    UNIQUE (source, input)
  ) STRICT;
  CREATE TABLE readings (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, input TEXT NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL,
    UNIQUE (source, input)
  ) STRICT;
  CREATE TABLE inputs (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;

  CREATE TABLE events (id INTEGER PRIMARY KEY, second INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE INDEX events_by_second ON events (second);

  CREATE TABLE states (id INTEGER PRIMARY KEY, second INTEGER NOT NULL UNIQUE, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE TABLE concluded (id INTEGER PRIMARY KEY, second INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE INDEX concluded_by_second ON concluded (second);
  CREATE TABLE strays (id INTEGER PRIMARY KEY, second INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE INDEX strays_by_second ON strays (second);

  -- A job is there from first to last; last is the end of time while it runs, both are where nothing is known.
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY, start INTEGER, first INTEGER NOT NULL, last INTEGER NOT NULL,
    body TEXT NOT NULL, sum INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_start ON jobs (start, first, last);
  CREATE INDEX jobs_by_last ON jobs (last, first);
  CREATE TABLE job_names (
    kind TEXT NOT NULL, name TEXT NOT NULL, job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, name, job)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX job_names_by_job ON job_names (job);

  CREATE TABLE alerts (
    fingerprint TEXT PRIMARY KEY, resolved_at REAL, body TEXT NOT NULL, sum INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sink TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL,
    created_at REAL NOT NULL, attempts INTEGER NOT NULL, next_attempt_at REAL NOT NULL, ended_at REAL,
    last_error TEXT, body TEXT NOT NULL, sum INTEGER NOT NULL,
    UNIQUE (sink, key)
  ) STRICT;
  CREATE INDEX outbox_by_state ON outbox (sink, state, next_attempt_at);

  -- One of each: the findings of no job, the coverage, how far events are settled.
  CREATE TABLE documents (name TEXT PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  CREATE TABLE notes (name TEXT PRIMARY KEY, body TEXT NOT NULL, sum INTEGER NOT NULL) STRICT;
  `,
];
