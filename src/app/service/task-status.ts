/** A scheduled task, as schtasks.exe tells of it in any language. */
export interface TaskStatus {
  readonly user: string | null;
  readonly command: string | null;
  readonly enabled: boolean;
  /** HRESULT of its last run, as a whole number; null: not told. */
  readonly lastResult: number | null;
}

/** SCHED_S_TASK_RUNNING (winerror.h). */
export const TASK_RUNNING = 0x41301;

/** Of `/v /fo csv` the columns stand in one order in all languages; this one is "Last Result". */
const LAST_RESULT = 6;

/**
 * @param xml of `schtasks /query /xml ONE`; null: it is none
 * @param csv of `schtasks /query /v /fo csv /nh`; a line a trigger
 */
export function readTask(xml: string, csv: string): TaskStatus | null {
  if (!/<Task\s/.test(xml) || !/<\/Task>/.test(xml)) return null;
  const settings = /<Settings>([\s\S]*)<\/Settings>/.exec(xml)?.[1] ?? "";
  const command = [elementOf(xml, "Command"), elementOf(xml, "Arguments")].filter((text) => text !== null);
  return {
    user: elementOf(xml, "UserId"),
    command: command.length === 0 ? null : command.join(" "),
    enabled: elementOf(settings, "Enabled") !== "false",
    lastResult: lastResultOf(csv),
  };
}

function lastResultOf(csv: string): number | null {
  const line = csv.split(/\r?\n/).find((text) => text.startsWith('"'));
  const fields = [...(line ?? "").matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, field]) => field ?? "");
  const text = fields[LAST_RESULT] ?? "";
  return /^-?\d{1,10}$/.test(text) ? Number(text) >>> 0 : null;
}

function elementOf(xml: string, name: string): string | null {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  if (text === undefined) return null;
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
}
