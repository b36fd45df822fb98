const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `20s`, `5m`, `24h`, `8d`, or a number of seconds, as seconds; null when it is none of them. */
export function parseDuration(value: string | number): number | null {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? value : null;
  const match = /^\s*(\d+(?:\.\d+)?)\s*([smhd])\s*$/i.exec(value);
  const unit = UNITS[match?.[2]?.toLowerCase() ?? ""];
  return match === null || unit === undefined ? null : Number(match[1]) * unit;
}

/** Seconds as people write them, in the largest unit that leaves no rest; a day is 24 hours, a minute 60 seconds. */
export function formatDuration(seconds: number): string {
  const [unit = "s", size = 1] =
    Object.entries(UNITS)
      .reverse()
      .find(
        ([, length]) => seconds % length === 0 && (seconds > length || length === UNITS.h) && seconds > 0,
      ) ?? [];
  return `${seconds / size}${unit}`;
}
