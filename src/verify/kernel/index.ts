import { checkPages, noteDbtime, type PageKernel, tallyPage } from "../../../parsers/ese/index.ts";
import { KERNEL_WASM } from "./kernel-wasm.ts";

/** Files are read in pieces of this size: what was read is still in the processor's cache when it is checked. */
export const PIECE_SIZE = 1024 * 1024;

/** How pages are checked, and where they are to be read to. */
export interface Kernel {
  readonly name: "simd" | "plain";
  /** Of `PIECE_SIZE` bytes. What lies in it is checked where it lies; other bytes are copied into it first. */
  readonly piece: Uint8Array;
  readonly check: PageKernel;
}

/** The fast kernel where the machine has 128-bit vectors, else the plain one. `THAWLINE_KERNEL=plain` forces that. */
export function createKernel(forced: string | undefined = process.env.THAWLINE_KERNEL): Kernel {
  return (forced === "plain" ? null : vectorKernel()) ?? plainKernel();
}

function plainKernel(): Kernel {
  return { name: "plain", piece: new Uint8Array(PIECE_SIZE), check: checkPages };
}

/** What is used of the machine; the types of Node leave it out. */
interface Wasm {
  validate(code: Uint8Array): boolean;
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => {
    readonly exports: {
      readonly memory: { readonly buffer: ArrayBuffer };
      check(pages: number, count: number, pageSize: number, firstPgno: number): number;
    };
  };
}

/** Where the kernel puts its results, and where pages lie: as `kernel.as.ts` has it. */
const LIST = 4096;
const PAGES = 65_536;

/** Null on a machine, or a Node, without vectors. */
function vectorKernel(): Kernel | null {
  const code = Buffer.from(KERNEL_WASM, "base64");
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly?: Wasm };
  // Absent under `node --jitless`.
  if (wasm?.validate(code) !== true) return null;
  const { memory, check } = new wasm.Instance(new wasm.Module(code)).exports;
  const { buffer } = memory;
  const piece = new Uint8Array(buffer, PAGES, PIECE_SIZE);
  const found = new DataView(buffer, 0, 24);
  const list = new Uint32Array(buffer, LIST, (PAGES - LIST) / 4);

  const checkPiece = (pages: Uint8Array, firstPgno: number, pageSize: number, tally: Tally): void => {
    const count = Math.floor(pages.length / pageSize);
    const listed = check(pages.byteOffset, count, pageSize, firstPgno);
    const uninitialized = found.getUint32(12, true);
    const ecc = found.getUint32(16, true);
    const legacy = found.getUint32(20, true);
    if (uninitialized + ecc + legacy + listed !== count) throw new Error("the kernel lost pages");
    tally.pages += count - listed;
    tally.uninitialized += uninitialized;
    tally.ecc += ecc;
    tally.legacy += legacy;
    const pgno = firstPgno + found.getUint32(8, true);
    noteDbtime(tally, found.getUint32(4, true), found.getUint32(0, true), pgno);
    for (const index of list.subarray(0, listed)) {
      const page = pages.subarray(index * pageSize, (index + 1) * pageSize);
      tallyPage(page, firstPgno + index, pageSize, tally);
    }
  };

  const checkAny: PageKernel = (bytes, firstPgno, pageSize, tally) => {
    if (bytes.buffer === buffer) return checkPiece(bytes, firstPgno, pageSize, tally);
    const whole = Math.floor(bytes.length / pageSize) * pageSize;
    for (let at = 0; at < whole; at += PIECE_SIZE) {
      const part = bytes.subarray(at, Math.min(whole, at + PIECE_SIZE));
      piece.set(part);
      checkPiece(piece.subarray(0, part.length), firstPgno + at / pageSize, pageSize, tally);
    }
  };
  return { name: "simd", piece, check: checkAny };
}

type Tally = Parameters<PageKernel>[3];
