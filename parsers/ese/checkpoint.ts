import { isZero, u8, u32 } from "../evtx/bytes.ts";
import { readAttachments } from "./attachments.ts";
import { legacyXor } from "./checksum.ts";
import { lgpos, logTime, rawHex, SIGNATURE_SIZE, signature } from "./fields.ts";
import type { CheckpointReport } from "./log-types.ts";

export const CHECKPOINT_SIZE = 8192;
const COPY_SIZE = 4096;
const FILE_TYPE_CHECKPOINT = 4;

export interface CheckpointReading {
  readonly report: CheckpointReport;
  /** The log signature as hex; empty when it is zero or no copy is good. */
  readonly signLog: string;
}

/** Reads a checkpoint file: the first of its two copies that is good. `bytes`: its first 8192, fewer if it is cut. */
export function readCheckpoint(bytes: Uint8Array): CheckpointReading {
  const copiesOk = [isCopy(bytes, 0), isCopy(bytes, COPY_SIZE)] as const;
  const identical = bytes.length >= CHECKPOINT_SIZE && sameCopies(bytes);
  const used = copiesOk[0] ? 0 : COPY_SIZE;
  if (!copiesOk[0] && !copiesOk[1]) return { report: { ...UNREADABLE, copiesOk, identical }, signLog: "" };
  const copy = bytes.subarray(used, used + COPY_SIZE);
  return {
    report: {
      kind: "checkpoint",
      copiesOk,
      identical,
      lastFullBackupCheckpoint: lgpos(copy, 4),
      checkpoint: lgpos(copy, 12),
      dbConsistency: lgpos(copy, 648),
      fullBackup: { mark: lgpos(copy, 615), time: logTime(copy, 623) },
      incBackup: { mark: lgpos(copy, 631), time: logTime(copy, 639) },
      signLog: signature(copy, 20),
      attachInfoPresent: (u8(copy, 647) & 1) === 1,
      fileType: u32(copy, 667),
      attachments: readAttachments(copy, 679).length,
    },
    signLog: rawHex(copy, 20, SIGNATURE_SIZE),
  };
}

const UNREADABLE: CheckpointReport = {
  kind: "checkpoint",
  copiesOk: [false, false],
  identical: false,
  lastFullBackupCheckpoint: null,
  checkpoint: null,
  dbConsistency: null,
  fullBackup: null,
  incBackup: null,
  signLog: null,
  attachInfoPresent: false,
  fileType: null,
  attachments: 0,
};

/** A header of another file has a right sum as well, hence the type. */
function isCopy(bytes: Uint8Array, at: number): boolean {
  if (at + COPY_SIZE > bytes.length || isZero(bytes, at, at + COPY_SIZE)) return false;
  const type = u32(bytes, at + 667);
  if (type !== FILE_TYPE_CHECKPOINT && type !== 0) return false;
  return legacyXor(bytes, at, COPY_SIZE) === u32(bytes, at);
}

function sameCopies(bytes: Uint8Array): boolean {
  for (let i = 0; i < COPY_SIZE; i++) if (bytes[i] !== bytes[COPY_SIZE + i]) return false;
  return true;
}
