import { FLAGS_WORD, NEW_CHECKSUM } from "./checksum.ts";
import { hex64 } from "./fields.ts";
import type { Segments } from "./log-types.ts";
import { classifyWords } from "./page.ts";
import { wordsOf } from "./words.ts";

export const SEGMENT_SIZE = 4096;

/** Takes the segments of a log in order, the reserved last sector too. Says what they are, as `eseutil /ml` does. */
export interface SegmentScan {
  /** 4096 bytes. */
  segment(bytes: Uint8Array): void;
  end(): Segments;
}

type Sum =
  | { readonly kind: "good" | "correctable"; readonly order: number }
  | { readonly kind: "zero" }
  | { readonly kind: "bad" };

/** `sectors` of the whole file: segments 1 to `sectors` - 2 count, the one behind only as a second copy. */
export function createSegmentScan(generation: number, sectors: number): SegmentScan {
  let good = 0;
  let correctable = 0;
  let zero = 0;
  let stale = 0;
  let shadow = 0;
  let torn: Segments["torn"] = null;
  let corrupt: Segments["corrupt"] = null;
  let lastSegment: number | null = null;
  let low = 0;
  let high = 0;
  /** An empty or foreign segment was seen: nothing of this log may follow. */
  let ended = false;
  /** A bad segment whose second copy may come next. */
  let pending = false;
  let index = 0;

  function whole(words: Int32Array, kind: "good" | "correctable", order: number): void {
    if (order < 0) {
      stale++;
      ended = true;
    } else if (order > 0) {
      corrupt = { segment: index, reason: "segment of a later place in the log" };
    } else if (ended) {
      corrupt = { segment: index, reason: "valid segment after an empty one" };
    } else {
      good++;
      if (kind === "correctable") correctable++;
      lastSegment = index;
      low ^= words[0] as number;
      high ^= words[1] as number;
    }
  }

  function broken(words: Int32Array): void {
    if (index > 1 && sumOf(words, index - 1, generation).kind === "good") {
      shadow++;
      ended = true;
    } else if (ended) {
      corrupt = { segment: index, reason: MISMATCH };
    } else {
      pending = true;
    }
  }

  return {
    segment(bytes) {
      index++;
      if (torn !== null || corrupt !== null) return;
      const words = wordsOf(bytes);
      if (pending) {
        const copy = sumOf(words, index - 1, generation);
        if (copy.kind === "good" && copy.order === 0) torn = { segment: index - 1 };
        else corrupt = { segment: index - 1, reason: MISMATCH };
        return;
      }
      if (index > sectors - 2) return;
      const sum = sumOf(words, index, generation);
      if (sum.kind === "zero") {
        zero++;
        ended = true;
      } else if (sum.kind === "bad") {
        broken(words);
      } else {
        whole(words, sum.kind, sum.order);
      }
    },
    end() {
      if (pending && torn === null && corrupt === null) corrupt = { segment: index, reason: MISMATCH };
      const accumulated = hex64(high >>> 0, low >>> 0);
      return { good, zero, stale, shadow, correctable, torn, corrupt, lastSegment, accumulated };
    },
  };
}

const MISMATCH = "segment checksum mismatch";

/** `order`: whether the segment belongs before (-1), at (0) or behind (1) place `at` of this generation. */
function sumOf(words: Int32Array, at: number, generation: number): Sum {
  // A segment is made like a page of the new format; one of the old format is none.
  const isNew = ((words[FLAGS_WORD] as number) & NEW_CHECKSUM) !== 0;
  const verdict = classifyWords(words, 0, at, SEGMENT_SIZE);
  if (verdict.kind === "uninitialized") return { kind: "zero" };
  if (!isNew || verdict.kind === "bad") return { kind: "bad" };
  let place = words[2] as number;
  let own = words[3] as number;
  for (const bit of verdict.kind === "correctable" ? verdict.bits : []) {
    if (bit >>> 5 === 2) place ^= 1 << (bit & 31);
    if (bit >>> 5 === 3) own ^= 1 << (bit & 31);
  }
  return { kind: verdict.kind, order: Math.sign(own - generation || (place >>> 16) - at) };
}
