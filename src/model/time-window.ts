import type { TimeWindow } from "./expectation.ts";

const DAY_SECONDS = 86_400;

/** `22:00-06:00` as seconds since midnight; null when it is none. It ends before the next one begins. */
export function parseTimeWindow(text: string): TimeWindow | null {
  const match = /^\s*(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)\s*$/.exec(text);
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = (match ?? []).slice(1).map(Number);
  const [from, to] = [fromHour * 3600 + fromMinute * 60, toHour * 3600 + toMinute * 60];
  const isTime = fromMinute < 60 && toMinute < 60 && from < DAY_SECONDS && to <= DAY_SECONDS;
  return match === null || !isTime || from === to % DAY_SECONDS ? null : { from, to: to % DAY_SECONDS };
}

/** `22:00-06:00` */
export function formatTimeWindow({ from, to }: TimeWindow): string {
  return `${timeOfDay(from)}-${timeOfDay(to)}`;
}

function timeOfDay(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return [hours, minutes].map((part) => String(part).padStart(2, "0")).join(":");
}
