import { crc32 } from "node:zlib";
import type { Database, Row } from "./database.ts";
import { corrupt } from "./store-error.ts";

/**
 * What a row holds besides the columns that it is found by: JSON, and its checksum, since SQLite has none of its own and
 * a bit that turned over on the disk would be read as a fact.
 */
export function pack(value: unknown): readonly [body: string, sum: number] {
  const body = JSON.stringify(value);
  if (body === undefined) throw new TypeError(`${typeof value} cannot be stored`);
  return [body, crc32(body)];
}

/** @param where the table and what its row is found by, for whoever has to find it */
export function unpack(database: Database, row: Row, where: string): unknown {
  const { body, sum } = row;
  if (typeof body !== "string" || crc32(body) !== sum)
    throw corrupt(database.file, `${where} is not as it was written`);
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw corrupt(database.file, `${where} is no JSON`, cause);
  }
}

/** A foreign name as a column: SQLite ends a text at a NUL, and has no lone surrogates. */
export function column(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}
