import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { filePieces, PIECE } from "./file-pieces.ts";
import { reasonOf } from "./reason.ts";

/**
 * The content of an input in pieces of up to 1 MiB, unpacked where it is gzip. A piece holds only until the next is
 * asked for.
 */
export type Pieces = AsyncGenerator<Uint8Array, void, undefined>;

export interface ByteOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes that were read from the medium since the last call. */
  readonly progress?: ((bytes: number) => void) | undefined;
}

/** Thrown where reading or unpacking has to stop, with the code of its diagnostic. What came before stays read. */
export class ReadError extends Error {
  readonly code: "input-unreadable" | "input-gzip-damaged" | "input-inflated";

  constructor(code: ReadError["code"], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Logs shrink to a tenth or twentieth; only zeros, or a trap, shrink further. Deflate ends at 1032 to 1. */
const MAX_RATIO = 200;
const RATIO_COUNTS_FROM = 1024 ** 3;

export function fileBytes(path: string, options: ByteOptions): Pieces {
  return unpacked(filePieces(path, options.signal), options);
}

/** The content of a stream, which can be had only once. */
export function streamBytes(stream: Readable, options: ByteOptions): Pieces {
  // A pipe that nobody writes to would otherwise be waited for, whatever the signal says.
  if (options.signal !== undefined) addAbortSignal(options.signal, stream);
  return unpacked(stream, options);
}

async function* unpacked(source: AsyncIterable<Uint8Array | string>, options: ByteOptions): Pieces {
  const raw = counted(source, options);
  try {
    const first = await raw.next();
    if (first.done === true) return;
    const gzip = first.value[0] === 0x1f && first.value[1] === 0x8b;
    const all = chain(first.value, raw);
    if (gzip) yield* gunzip(all);
    else yield* all;
  } finally {
    await raw.return();
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array | string>,
  { signal, progress }: ByteOptions,
): Pieces {
  try {
    for await (const piece of source) {
      signal?.throwIfAborted();
      const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
      progress?.(bytes.length);
      yield bytes;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw new ReadError("input-unreadable", reasonOf(error), error);
  }
}

export async function* chain(first: Uint8Array, rest: Pieces): Pieces {
  yield first;
  yield* rest;
}

async function* gunzip(packed: Pieces): Pieces {
  const unzip = createGunzip({ chunkSize: PIECE });
  let [read, written] = [0, 0];
  let complete = false;
  const closed = new Promise((done) => unzip.once("close", done));
  const feed = async (): Promise<void> => {
    for await (const piece of packed) {
      read += piece.length;
      // Till all of the piece is unpacked: it does not hold beyond the next.
      const taken = new Promise((done) => unzip.write(piece, done));
      await Promise.race([taken, closed]);
      if (unzip.destroyed) return;
    }
    unzip.end();
  };
  const fed = feed().catch((error: unknown) => unzip.destroy(toError(error)));
  try {
    for await (const piece of unzip) {
      const bytes: Uint8Array = piece;
      written += bytes.length;
      if (written > RATIO_COUNTS_FROM && written > read * MAX_RATIO) {
        throw new ReadError("input-inflated", `${read} bytes unpack to more than ${written}`);
      }
      yield bytes;
    }
    complete = true;
  } catch (error) {
    if (!isZlibError(error)) throw error;
    throw new ReadError("input-gzip-damaged", `damaged: ${error.message}`, error);
  } finally {
    unzip.destroy();
    if (complete) await fed;
  }
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^Z_/.test(String(error.code));
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** A copy on disk of what can be read only once. */
export interface Spool {
  write(bytes: Uint8Array): Promise<void>;
  /** The copy, once all is written. */
  reread(options: ByteOptions): Promise<Pieces>;
}

export function createSpool(folder: string): Spool {
  const path = join(folder, "standard-input");
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  return {
    async write(bytes) {
      if (!file.write(bytes)) await once(file, "drain");
    },
    async reread(options) {
      file.end();
      await once(file, "close");
      return fileBytes(path, options);
    },
  };
}

/** Size and time of a file, to tell whether it changed; null where it has none. */
export async function fingerprint(path: string): Promise<string | null> {
  try {
    const stats = await stat(path, { bigint: true });
    return stats.isFile() ? `${stats.size}/${stats.mtimeNs}` : null;
  } catch {
    return null;
  }
}
