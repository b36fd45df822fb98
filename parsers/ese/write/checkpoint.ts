import { CHECKPOINT_SIZE } from "../checkpoint.ts";
import type { Lgpos } from "../types.ts";
import { type NewAttachment, putAttachments } from "./log.ts";
import { type NewSignature, put32, putPlace, putSignature, putText, putTime } from "./put.ts";
import { sumHeader } from "./sums.ts";

export interface NewCheckpoint {
  readonly checkpoint: Lgpos;
  readonly signature: NewSignature;
  readonly folder: string;
  readonly fullBackup: { readonly mark: Lgpos; readonly time: number } | null;
  readonly attachments: readonly NewAttachment[];
}

const FILE_TYPE = 4;

/** A checkpoint file: its two copies, alike. Offsets are those of `../checkpoint.ts`. */
export function writeCheckpoint(fields: NewCheckpoint): Uint8Array {
  const copy = new Uint8Array(CHECKPOINT_SIZE / 2);
  putPlace(copy, 12, fields.checkpoint);
  putSignature(copy, 20, fields.signature);
  putText(copy, 48, 261, fields.folder);
  putText(copy, 309, 261, fields.folder);
  if (fields.fullBackup !== null) {
    putPlace(copy, 4, fields.checkpoint);
    putPlace(copy, 615, fields.fullBackup.mark);
    putTime(copy, 623, fields.fullBackup.time);
  }
  copy[647] = fields.attachments.length > 0 ? 1 : 0;
  putPlace(copy, 648, fields.checkpoint);
  put32(copy, 667, FILE_TYPE);
  putAttachments(copy, 679, fields.attachments);
  sumHeader(copy);
  const file = new Uint8Array(CHECKPOINT_SIZE);
  file.set(copy);
  file.set(copy, copy.length);
  return file;
}
