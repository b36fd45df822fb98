import {
  type NewHeader,
  type NewLog,
  writeCheckpoint,
  writeDatabase,
  writeLog,
} from "../../../parsers/ese/write/index.ts";

/** A backup set by the writer: what the tests ask for, and nothing of what the readers make of it. */
export const BEGIN = Date.UTC(2026, 2, 1, 20, 15, 30, 250);
export const signature = { random: 0x1234abcd, created: BEGIN };
export const logSignature = { random: 0x77, created: BEGIN - 1000 };
/** Log n was made n minutes after the begin. */
export const madeAt = (generation: number): number => BEGIN + generation * 60_000;

export function header(pageSize: number, fields: Partial<NewHeader> = {}): NewHeader {
  return {
    pageSize,
    signature,
    logSignature,
    range: null,
    dbtime: 5000,
    lastObject: 6,
    attached: { place: [1, 1, 0], time: BEGIN },
    consistent: { place: [1, 1, 0], time: BEGIN },
    ...fields,
  };
}

/** Dirty, wants logs 4 to 6, and 7 for what was committed last. */
export const DIRTY: Partial<NewHeader> = {
  range: { required: [4, 6], committed: 7, committedCreated: madeAt(7) },
};

export function databaseOf(
  pageSize: number,
  fields: Partial<NewHeader> = {},
  scheme?: "xorPgno",
): Uint8Array {
  const leaves = Array.from({ length: 5 }, (_, i) => ({ dbtime: 100 + i, content: i, text: "Written" }));
  return writeDatabase({
    header: header(pageSize, fields),
    table: "Written",
    leaves,
    ...(scheme === undefined ? {} : { scheme }),
  });
}

/** Logs `first` to `last` of one stream, the last one as the current log, and the checkpoint at 4. */
export function logsOf(first: number, last: number, rest: Partial<NewLog> = {}): Record<string, Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  let previous: NewLog["previous"] = null;
  const attachments = [
    { path: "D:\\Db\\Written.edb", dbtime: 5, attach: [1, 1, 0], consistent: [1, 1, 0], signature },
  ] as const;
  for (let generation = first; generation <= last; generation++) {
    const { bytes, accumulated } = writeLog({
      generation,
      created: madeAt(generation),
      previous,
      signature: logSignature,
      sectors: 8,
      pageSize: 32_768,
      folder: "D:\\Logs\\Written",
      checkpoint: [4, 1, 0],
      attachments,
      content: 1,
      ...(generation === last ? { written: 2 } : {}),
      ...rest,
    });
    files[generation === last ? "E00.log" : `E000000000${generation}.log`] = bytes;
    previous = { created: madeAt(generation), accumulated };
  }
  files["E00.chk"] = writeCheckpoint({
    checkpoint: [4, 1, 0],
    signature: logSignature,
    folder: "D:\\Logs\\Written",
    fullBackup: { mark: [3, 2, 0], time: BEGIN },
    attachments,
  });
  return files;
}
