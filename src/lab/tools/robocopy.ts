import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fitsPattern } from "../../model/name-pattern.ts";
import { takeFault } from "./faults.ts";
import { comeToGrief, type ToolRun } from "./process.ts";
import { robocopyTexts } from "./robocopy-texts.ts";
import { type FoundFile, folderAt } from "./state.ts";

/** Bytes a second of the simulated disks; the files are small, and stand for large ones. */
const BYTES_PER_SECOND = 4096;
const SHARING_VIOLATION = 32;
const NOT_FOUND = 2;

/** Bits of the exit code. */
const COPIED = 1;
const FAILED = 8;
const FATAL = 16;

interface Order {
  readonly from: string;
  readonly to: string;
  readonly patterns: readonly string[];
  readonly without: readonly string[];
  readonly options: readonly string[];
  readonly retries: number;
  readonly waitSeconds: number;
  readonly percent: boolean;
}

/** `robocopy FROM TO [FILES] [OPTIONS]`: copies files of an exposed shadow copy to a real folder of this machine. */
export async function robocopy(run: ToolRun): Promise<number> {
  const { state, out } = run;
  const order = orderOf(run.args);
  const texts = robocopyTexts(state.faults, state.time);
  out(texts.head(order.from, order.to, order.patterns, order.options));
  await run.takes(1);
  const whole = takeFault(state.faults.robocopy, ({ kind }) => ["fatal", "killed", "hangs"].includes(kind));
  if (whole?.kind === "fatal") {
    out(texts.error(whole.error, order.to));
    return FATAL;
  }
  const source = folderAt(state, order.from);
  if (source === null) {
    out(texts.error(NOT_FOUND, order.from));
    return FATAL;
  }
  const wanted = source.files.filter(
    ({ name }) =>
      order.patterns.some((pattern) => fitsPattern(pattern, name)) &&
      !order.without.some((pattern) => fitsPattern(pattern, name)),
  );
  mkdirSync(order.to, { recursive: true });
  out(texts.folder(wanted.length, order.from));
  const sum = { copied: 0, skipped: 0, failed: 0, bytes: 0, bytesCopied: 0, bytesFailed: 0, seconds: 1 };
  for (const file of wanted) {
    sum.bytes += file.bytes.length;
    if (whole?.kind === "killed" || whole?.kind === "hangs") await comeToGrief(run, whole.kind);
    // Windows may have dropped the shadow copy meanwhile.
    const gone = folderAt(state, order.from) === null;
    const error = gone ? NOT_FOUND : source.live && isOpen(file) ? SHARING_VIOLATION : null;
    const seconds = await copyOne(run, order, file, error);
    if (seconds === null) {
      sum.failed += 1;
      sum.bytesFailed += file.bytes.length;
    } else {
      sum.seconds += seconds;
      if (seconds === 0) sum.skipped += 1;
      else sum.copied += 1;
      if (seconds > 0) sum.bytesCopied += file.bytes.length;
    }
  }
  out(texts.summary({ ...sum, files: wanted.length }));
  return (sum.copied > 0 ? COPIED : 0) | (sum.failed > 0 ? FAILED : 0);
}

/** Seconds that it took, 0 where it was the same already; null where it could not be copied. */
async function copyOne(
  run: ToolRun,
  { to, retries, waitSeconds, percent }: Order,
  file: FoundFile,
  error: number | null,
): Promise<number | null> {
  const { state, out } = run;
  const texts = robocopyTexts(state.faults, state.time);
  const target = join(to, file.name);
  const time = state.time.now() / 1000;
  if (existsSync(target) && statSync(target).size === file.bytes.length) return 0;
  const fault = takeFault(
    state.faults.robocopy,
    (one): boolean => "name" in one && fitsPattern(one.name, file.name),
  );
  const trouble = error ?? (fault?.kind === "file" ? fault.error : null);
  out(texts.file(file.name, file.bytes.length));
  if (trouble !== null) {
    for (let tries = 0; ; tries++) {
      out(texts.error(trouble, target, true));
      if (tries === retries) break;
      out(texts.waiting(waitSeconds));
      await run.takes(waitSeconds);
      out(texts.retrying);
      out(texts.file(file.name, file.bytes.length));
    }
    out(texts.exceeded);
    return null;
  }
  const seconds = Math.max(0.1, file.bytes.length / BYTES_PER_SECOND);
  for (const part of [0, 25, 50, 75, 100]) {
    if (part > 0) await run.takes(seconds / 4);
    if (percent) out(texts.percent(part));
  }
  out("\r\n");
  if (fault?.kind !== "skips") {
    writeFileSync(target, fault?.kind === "spoils" ? fault.edit(file.bytes) : file.bytes);
    utimesSync(target, time, time);
  }
  return seconds;
}

/** The database that is mounted, and its current log. */
function isOpen({ name }: FoundFile): boolean {
  return /\.edb$|^E\d\d\.log$/i.test(name);
}

function orderOf([from = "", to = "", ...rest]: readonly string[]): Order {
  const names: string[] = [];
  const without: string[] = [];
  const options: string[] = [];
  let list = names;
  for (const word of rest) {
    if (!word.startsWith("/")) list.push(word);
    else {
      options.push(word);
      list = /^\/xf$/i.test(word) ? without : names;
    }
  }
  const number = (name: string, usual: number): number =>
    Number(options.find((one) => one.toUpperCase().startsWith(name))?.slice(name.length) ?? usual);
  return {
    from,
    to,
    patterns: names.length === 0 ? ["*.*"] : names,
    without,
    options,
    retries: number("/R:", 1_000_000),
    waitSeconds: number("/W:", 30),
    percent: !options.some((one) => /^\/np$/i.test(one)),
  };
}
