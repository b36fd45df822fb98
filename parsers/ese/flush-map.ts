import { u32 } from "../evtx/bytes.ts";
import { legacyXor } from "./checksum.ts";
import { checkPages, createTally } from "./pages.ts";

export const FLUSH_MAP_PAGE_SIZE = 8192;

export interface FlushMapReport {
  readonly kind: "flush-map";
  readonly headerOk: boolean;
  readonly clean: boolean;
  readonly pages: number;
  /** A bad flush map is a warning at most: it is built anew. */
  readonly badPages: number;
}

/** Takes the bytes of a flush map from its beginning, in pieces of any size. Holds one page at most. */
export interface FlushMapScan {
  write(bytes: Uint8Array): void;
  end(): FlushMapReport;
}

export function createFlushMapScan(): FlushMapScan {
  const held = new Uint8Array(FLUSH_MAP_PAGE_SIZE);
  const tally = createTally();
  let filled = 0;
  let pages = 0;
  let headerOk = false;
  let clean = false;

  function page(): void {
    if (pages === 0) {
      headerOk = legacyXor(held, 0, FLUSH_MAP_PAGE_SIZE) === u32(held, 0);
      clean = headerOk && (u32(held, 36) & 1) === 1;
    } else {
      checkPages(held, pages - 1, FLUSH_MAP_PAGE_SIZE, tally);
    }
    pages++;
  }

  return {
    write(bytes) {
      for (let at = 0; at < bytes.length; ) {
        const taken = Math.min(FLUSH_MAP_PAGE_SIZE - filled, bytes.length - at);
        held.set(bytes.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled < FLUSH_MAP_PAGE_SIZE) return;
        filled = 0;
        page();
      }
    },
    end: () => ({
      kind: "flush-map",
      headerOk,
      clean,
      pages,
      badPages: tally.bad + tally.correctable + (pages > 0 && !headerOk ? 1 : 0),
    }),
  };
}
