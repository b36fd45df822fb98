import { packed, unpacked } from "../../model/packed.ts";

/**
 * A message of the reader: one line, `{tl1 SEQ KIND FIELD... tl1}`, whatever stands around it in the line. Fields are base64
 * of UTF-8, `-` for null and `_` for the empty text, so that no code page can touch them.
 */
export interface Frame {
  /** The request that it answers; 0 for what is said unasked. */
  readonly seq: number;
  readonly kind: string;
  readonly fields: readonly (string | null)[];
}

export interface FrameDecoder {
  /** Takes bytes as they come; gives the messages that they complete. */
  write(bytes: Uint8Array): readonly Frame[];
  /** Lines that are none of the reader's: banners, warnings, what a policy writes. Bounded. */
  readonly noise: Noise;
}

export interface Noise {
  readonly lines: number;
  /** The first of them, its unusual characters replaced. */
  readonly first: string | null;
  /** Lines of the reader that were cut, damaged, or longer than any can be. */
  readonly damaged: number;
}

/** An event in base64 with room to spare: the reader sends none of more than 2 Mi characters. */
const LONGEST_LINE = 12 * 1024 * 1024;
const SHOWN = 200;
const BEGIN = "{tl1 ";
const END = " tl1}";
const LF = 0x0a;
const TOKEN = /^(?:[-_]|[A-Za-z0-9+/]+={0,2})$/;
const KIND = /^[a-z]{1,12}$/;

export function createFrameDecoder(longest = LONGEST_LINE): FrameDecoder {
  let held: Uint8Array[] = [];
  let size = 0;
  /** The line is too long: its rest is passed over. */
  let passing = false;
  const noise = { lines: 0, first: null as string | null, damaged: 0 };

  const hold = (piece: Uint8Array): void => {
    size += piece.length;
    if (size > longest) {
      passing = true;
      held = [];
    } else if (!passing && piece.length > 0) held.push(piece);
  };

  const finish = (frames: Frame[]): void => {
    const line = Buffer.concat(held).toString("latin1").trim();
    const tooLong = passing;
    [held, size, passing] = [[], 0, false];
    if (tooLong) noise.damaged += 1;
    else if (line !== "") take(line, frames);
  };

  const take = (line: string, frames: Frame[]): void => {
    const begin = line.lastIndexOf(BEGIN);
    const end = begin < 0 ? -1 : line.indexOf(END, begin);
    const frame = end < 0 ? null : readFrame(line.slice(begin + BEGIN.length, end));
    if (frame !== null) frames.push(frame);
    else if (begin >= 0 || line.includes(END.trim())) noise.damaged += 1;
    else {
      noise.lines += 1;
      noise.first ??= line.slice(0, SHOWN).replace(/[^ -~]/g, "?");
    }
  };

  return {
    noise,
    write(bytes) {
      const frames: Frame[] = [];
      let from = 0;
      for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, from)) {
        hold(bytes.subarray(from, at));
        finish(frames);
        from = at + 1;
      }
      hold(bytes.subarray(from));
      return frames;
    },
  };
}

function readFrame(text: string): Frame | null {
  const [seq = "", kind = "", ...tokens] = text.split(" ");
  if (!/^\d{1,9}$/.test(seq) || !KIND.test(kind) || !tokens.every((token) => TOKEN.test(token))) return null;
  return { seq: Number(seq), kind, fields: tokens.map(unpacked) };
}

/** A request as the reader takes it, with its line end. */
export function requestLine(seq: number, verb: string, values: readonly string[]): string {
  return `${[seq, verb, ...values.map(packed)].join(" ")}\n`;
}
