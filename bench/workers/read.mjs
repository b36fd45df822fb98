// Reads pieces of a file that another thread has open, as they are dealt, and does nothing with them.
import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ handle, size, piece, shared }) => {
  const next = new Int32Array(shared);
  const bytes = new Uint8Array(piece);
  for (let at = 0; at < size; ) {
    at = Atomics.add(next, 0, 1) * piece;
    if (at < size) readSync(handle, bytes, 0, piece, at);
  }
  parentPort.postMessage("done");
});
