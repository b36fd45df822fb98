import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from "@photostructure/sqlite";
import { troubleWith } from "./store-error.ts";

/** What SQLite keeps in a column of ours. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** A connection whose statements are compiled once, and whose troubles are told by file. */
export interface Database {
  readonly file: string;
  /** @returns how many rows were changed */
  run(sql: string, ...values: readonly Value[]): number;
  get(sql: string, ...values: readonly Value[]): Row | null;
  all(sql: string, ...values: readonly Value[]): readonly Row[];
  /** Several statements, or one that is not to be kept. */
  exec(sql: string): void;
  /** All or nothing. Not nested. */
  transaction<T>(work: () => T): T;
  /** In the transaction around it, else in one of its own. */
  together<T>(work: () => T): T;
  readonly inTransaction: boolean;
  close(): void;
}

/** How long another program may hold the store for, in ms: a backup or a curious `sqlite3`. */
const BUSY_MS = 5_000;

export interface Connection {
  readonly readOnly: boolean;
  readonly busyMs?: number;
  /** What SQLite is to open, where it is not the plain file. */
  readonly location?: string | URL;
}

export function connect(file: string, given: Connection): Database {
  const { readOnly, busyMs = BUSY_MS, location = file } = given;
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw troubleWith(file, error);
    }
  };
  const connection = told(() => new DatabaseSync(location, { readOnly, timeout: busyMs, defensive: true }));
  const statements = new Map<string, StatementSyncInstance>();
  const prepared = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const exec = (sql: string): void => told(() => connection.exec(sql));
  const transaction = <T>(work: () => T): T => {
    // A writer that begins as a reader may find at its first write that another was faster.
    exec(readOnly ? "BEGIN" : "BEGIN IMMEDIATE");
    try {
      const result = work();
      exec("COMMIT");
      return result;
    } catch (error) {
      undo(connection, error);
      throw error;
    }
  };
  return {
    file,
    run(sql, ...values) {
      // As `told`, without the function that it takes: this is called for each event.
      try {
        return prepared(sql).run(...values).changes;
      } catch (error) {
        throw troubleWith(file, error);
      }
    },
    get: (sql, ...values) => told(() => (prepared(sql).get(...values) as Row | undefined) ?? null),
    all: (sql, ...values) => told(() => prepared(sql).all(...values) as Row[]),
    exec,
    transaction,
    together: (work) => (connection.isTransaction ? work() : transaction(work)),
    get inTransaction() {
      return connection.isTransaction;
    },
    close() {
      statements.clear();
      told(() => connection.close());
    },
  };
}

/** SQLite itself undoes a transaction for some errors, a full disk among them. */
function undo(connection: DatabaseSyncInstance, cause: unknown): void {
  if (!connection.isTransaction) return;
  try {
    connection.exec("ROLLBACK");
  } catch (error) {
    throw new AggregateError([cause, error], "A transaction could not be undone", { cause });
  }
}
