import { u8, u16, u32, u64Text } from "../evtx/bytes.ts";
import { byteText, lgpos, logTime, wideText } from "./fields.ts";
import type { Attachment } from "./log-types.ts";

/** The list takes this much room in a log and in a checkpoint. */
const LIST_SIZE = 2048;
const ENTRY_SIZE = 64;
const WIDE_NAMES = 0x20;

/** The databases named from `at` on; ends at an entry without number, or where one does not fit any more. */
export function readAttachments(bytes: Uint8Array, at: number): Attachment[] {
  const found: Attachment[] = [];
  const end = at + LIST_SIZE;
  for (let entry = at; entry + ENTRY_SIZE <= end && u8(bytes, entry) !== 0; ) {
    const names = Math.min(u16(bytes, entry + 2), end - entry - ENTRY_SIZE);
    const text = (u8(bytes, entry + 1) & WIDE_NAMES) === 0 ? byteText : wideText;
    found.push({
      dbid: u8(bytes, entry),
      path: text(bytes, entry + ENTRY_SIZE, names),
      dbtime: u64Text(bytes, entry + 4),
      attach: lgpos(bytes, entry + 20),
      consistent: lgpos(bytes, entry + 28),
      signDb: { random: u32(bytes, entry + 36), created: logTime(bytes, entry + 40) },
    });
    entry += ENTRY_SIZE + names;
  }
  return found;
}
