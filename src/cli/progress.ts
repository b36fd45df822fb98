import type { Progress } from "../app/surroundings.ts";
import { formatBytes } from "../model/byte-size.ts";
import { visible } from "../report/visible.ts";

export interface ProgressLine extends Progress {
  /** Takes the line away. */
  clear(): void;
}

export interface Terminal {
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

const EVERY_MS = 100;

/** What the line says besides: how many events were found, or how long it will still take. */
export type ProgressTells = "events" | "time";

/** One line on a terminal that says how far the reading has come: at most ten times a second. */
export function createProgressLine(
  terminal: Terminal,
  now: () => number,
  tells: ProgressTells = "events",
): ProgressLine {
  const began = now();
  let [files, bytes, file, read, found] = [0, 0, 0, 0, 0];
  let path = "";
  let drawnAt = Number.NEGATIVE_INFINITY;
  let shown = false;

  const draw = (): void => {
    const time = now();
    if (time - drawnAt < EVERY_MS) return;
    drawnAt = time;
    shown = true;
    const seconds = (time - began) / 1000;
    const rate = seconds > 0.5 ? `, ${formatBytes(read / seconds)}/s` : "";
    const share = bytes > 0 ? ` of ${formatBytes(bytes)}` : "";
    const left = seconds > 2 && read > 0 ? `, ${inClock(((bytes - read) / read) * seconds)} left` : "";
    const told = tells === "events" ? `, ${found} events found` : left;
    const head = `[${file}/${files}] ${formatBytes(read)}${share}${rate}${told}  `;
    // A pseudo-terminal may say that it has 0 columns.
    terminal.write(`\r\u001b[K${onOneLine(head, path, (terminal.columns || 80) - 1)}`);
  };

  return {
    start(fileCount, byteCount) {
      files = fileCount;
      bytes = byteCount;
    },
    input(next) {
      file += 1;
      path = next;
      draw();
    },
    bytes(count) {
      read += count;
      draw();
    },
    found() {
      found += 1;
    },
    clear() {
      if (shown) terminal.write("\r\u001b[K");
      shown = false;
      drawnAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Of a long path the end tells more. A name may hold anything: nothing of it may move the cursor. */
function onOneLine(head: string, path: string, width: number): string {
  const name = visible(path);
  const room = width - head.length;
  if (name.length <= room) return head + name;
  return room > 1 ? `${head}…${name.slice(1 - room)}` : head.slice(0, width);
}

/** `0:05`, `1:02:09` */
function inClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
}
