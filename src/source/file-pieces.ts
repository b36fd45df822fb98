import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

/** Two of these are all that reading a file holds of it, however long it is. */
export const PIECE = 1024 * 1024;
/** Enough to know the format by. What follows the header and the first chunk of an event log are whole chunks. */
const FIRST_PIECE = 4096 + 64 * 1024;

/**
 * The content of a file in pieces of up to 1 MiB. While one is worked on the next is read into the other of two
 * buffers: so a piece holds only until the next is asked for. What is no plain file (a named pipe) is read as a stream.
 */
export async function* filePieces(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const stats = await stat(path);
  if (!stats.isFile()) return yield* createReadStream(path, { highWaterMark: PIECE, signal });
  const file = await open(path);
  let reading: Promise<number> | undefined;
  try {
    const length = Math.min(PIECE, Math.max(FIRST_PIECE, stats.size));
    let [taken, other] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
    reading = readInto(file, taken.subarray(0, FIRST_PIECE));
    for (;;) {
      const count = await reading;
      if (count === 0) return;
      reading = readInto(file, other);
      yield taken.subarray(0, count);
      [taken, other] = [other, taken];
    }
  } finally {
    // Nobody asks for the piece ahead any more, but the system still writes to its buffer, by this handle.
    await reading?.catch(() => 0);
    await file.close();
  }
}

/** How many bytes were read; 0 at the end of the file. */
function readInto(file: FileHandle, buffer: Uint8Array): Promise<number> {
  const reading = file.read(buffer, 0, buffer.length, null).then(({ bytesRead }) => bytesRead);
  // Whoever asks for the piece is told of the error; until then it is not one that nobody handles.
  reading.catch(() => undefined);
  return reading;
}
