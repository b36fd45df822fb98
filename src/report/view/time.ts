/** Prints times and durations the same way in every renderer. All times are UTC. */

/** Milliseconds since 1970 of an ISO time; null where there is none or it cannot be read. */
export function toMillis(iso: string | null): number | null {
  if (iso === null || iso === "") return null;
  const millis = Date.parse(iso);
  return Number.isNaN(millis) ? null : millis;
}

/** Seconds from one ISO time to another; null where one of them is unknown. */
export function secondsBetween(from: string | null, to: string | null): number | null {
  const a = toMillis(from);
  const b = toMillis(to);
  return a === null || b === null ? null : (b - a) / 1000;
}

/** `2026-03-01 22:00:04`, with `.250` only where there is a fraction; "time unknown" without one. */
export function formatTime(iso: string | null): string {
  const millis = toMillis(iso);
  if (millis === null) return "time unknown";
  return new Date(millis).toISOString().replace("T", " ").replace("Z", "").replace(".000", "");
}

/** `2026-03-01 22:00` */
export function formatMinute(iso: string | null): string {
  return toMillis(iso) === null ? "time unknown" : formatTime(iso).slice(0, 16);
}

/** `22:00:04.250` */
export function formatClock(iso: string | null): string {
  return toMillis(iso) === null ? "--:--:--" : formatTime(iso).slice(11);
}

/** `2026-03-01 22:00:00 to 23:12:40 UTC`: the second date only where it is another day. An end may be unknown. */
export function formatPeriod(from: string | null, to: string | null): string {
  if (toMillis(from) === null && toMillis(to) === null) return "time unknown";
  if (toMillis(from) === null) return `until ${formatTime(to)} UTC, start not seen`;
  if (toMillis(to) === null) return `since ${formatTime(from)} UTC, end not seen`;
  const sameDay = formatTime(from).slice(0, 10) === formatTime(to).slice(0, 10);
  return `${formatTime(from)} to ${sameDay ? formatClock(to) : formatTime(to)} UTC`;
}

/** Seconds as a figure: `0.25 s`, `4.2 s`, `70 s`. For freezes, which limits in seconds apply to. */
export function formatSeconds(seconds: number): string {
  const digits = seconds < 1 ? 2 : seconds < 100 ? 1 : 0;
  return `${Number(seconds.toFixed(digits))} s`;
}

/** A length of time in its two leading units: `4.2 s`, `12 min 5 s`, `1 h 12 min`, `2 d 3 h`. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return "unknown";
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds < 60) return formatSeconds(seconds);
  const whole = Math.round(seconds);
  if (whole < 3600) return units(whole, 60, "min", 1, "s");
  return whole < 86400 ? units(whole, 3600, "h", 60, "min") : units(whole, 86400, "d", 3600, "h");
}

/** Time from the job's start: `+0:00:04`, `+26:10:00`; with `.250` where `fraction` asks for it. */
export function formatOffset(seconds: number | null, fraction: boolean): string {
  if (seconds === null) return "";
  const millis = Math.round(Math.abs(seconds) * 1000);
  const whole = Math.floor(millis / 1000);
  const pad = (value: number, length = 2): string => String(value).padStart(length, "0");
  const clock = `${Math.floor(whole / 3600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  const sign = seconds < 0 ? "-" : "+";
  return `${sign}${clock}${fraction ? `.${pad(millis % 1000, 3)}` : ""}`;
}

/** `48,210`: thousands parted by commas, whatever the locale of the machine. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function units(seconds: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % big) / small);
  return `${Math.floor(seconds / big)} ${bigName}${rest > 0 ? ` ${rest} ${smallName}` : ""}`;
}
