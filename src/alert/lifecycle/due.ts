import type { Alert, AlertReason } from "../../model/alert.ts";
import { fitsPattern } from "../../model/name-pattern.ts";
import type { AlertSettings, Silence, SinkSettings } from "../../model/watch-settings.ts";
import { shortServer } from "../../report/view/server.ts";
import { reaches } from "./fingerprint.ts";

/** Why a sink is to be told of an alert. */
export interface Due {
  readonly alert: Alert;
  readonly reason: Exclude<AlertReason, "test">;
  /** From when on, ms since 1970. */
  readonly at: number;
  /** It only waits for others of its group, and goes when one of them does. */
  readonly early: boolean;
}

export interface Telling {
  readonly settings: AlertSettings;
  readonly now: number;
  /** The watcher's first start: what was over before is recorded and not told. */
  readonly since: number;
}

/** What a sink has to be told of an alert, now or at a time to come; null: nothing that is known now. */
export function dueFor(
  alert: Alert,
  sink: Pick<SinkSettings, "name" | "minSeverity">,
  telling: Telling,
): Due | null {
  const { settings, now, since } = telling;
  const told = alert.notified[sink.name];
  // Whoever was told of it is told of its end, whatever the settings say meanwhile.
  if (alert.state === "resolved") {
    return told === undefined
      ? null
      : { alert, reason: "resolved", at: alert.resolvedAt ?? now, early: false };
  }
  if (told === undefined && alert.lastSeenAt < since) return null;
  if (!reaches(alert.severity, sink.minSeverity)) return null;
  const silent = silentUntil(alert, settings.silences, now);
  if (silent === Number.POSITIVE_INFINITY) return null;
  const due = openDue(alert, told, settings);
  return due && { ...due, at: Math.max(due.at, silent), early: due.early && silent === 0 };
}

function openDue(alert: Alert, told: number | undefined, settings: AlertSettings): Due | null {
  const { openedAt, worseAt } = alert;
  if (told === undefined) {
    const at = openedAt + settings.groupSeconds * 1000;
    return { alert, reason: "open", at, early: true };
  }
  if (worseAt !== undefined && worseAt > told) return { alert, reason: "worse", at: worseAt, early: false };
  if (settings.repeatSeconds === 0) return null;
  return { alert, reason: "still", at: told + settings.repeatSeconds * 1000, early: false };
}

/** Until when silences hold an alert back: 0 for none, infinity for ever. */
function silentUntil(alert: Alert, silences: readonly Silence[], now: number): number {
  const ends = silences
    .filter((silence) => covers(silence, alert))
    .map((silence) => silence.until ?? Number.POSITIVE_INFINITY)
    .filter((until) => until > now);
  return Math.max(0, ...ends);
}

/** A pattern fits the short name of a server as well as the full one. */
function covers({ code, server, database }: Silence, alert: Alert): boolean {
  const names = alert.server === null ? [] : [alert.server, shortServer(alert.server)];
  return (
    (code === undefined || code === alert.code) &&
    (server === undefined || names.some((name) => fitsPattern(server, name))) &&
    (database === undefined || (alert.database !== null && fitsPattern(database, alert.database)))
  );
}
