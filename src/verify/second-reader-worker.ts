import { parentPort } from "node:worker_threads";
import { joinDeal } from "./deal.ts";
import { createKernel, PIECE_SIZE } from "./kernel/index.ts";
import { createPageScan } from "./page-scan.ts";
import { fillPiece } from "./read-file.ts";
import { isOfSystem } from "./reason.ts";
import type { SecondAnswer, SecondTask } from "./second-reader.ts";

/** The thread of `createSecondReader`. */
const kernel = createKernel();

parentPort?.on("message", (task: SecondTask) => {
  parentPort?.postMessage(readAlong(task));
});

function readAlong({ handle, size, pageSize, shared }: SecondTask): SecondAnswer {
  const deal = joinDeal(shared);
  const scan = createPageScan(kernel, size, pageSize);
  const left: number[] = [];
  for (;;) {
    const offset = deal.next() * PIECE_SIZE;
    if (offset >= size) return { found: scan.end(), left };
    const wanted = Math.min(PIECE_SIZE, size - offset);
    if (fill(handle, wanted, offset)) {
      scan.take(kernel.piece.subarray(0, wanted), offset);
      deal.tell(wanted);
    } else left.push(offset);
  }
}

function fill(handle: number, wanted: number, offset: number): boolean {
  try {
    return fillPiece(handle, kernel.piece, wanted, offset) === wanted;
  } catch (error) {
    if (isOfSystem(error)) return false;
    throw error;
  }
}
