import type { Alert, AlertMessage } from "../model/alert.ts";
import { OUTCOMES, plural, TYPES } from "../report/view/words.ts";
import { line, placeOf, SEVERITY_WORDS, worstAlerts } from "./title.ts";

/** One alert in words: what chats, logs and plain mails are made of. All of it is harmless, bounded and on one line. */
export interface AlertWords {
  readonly code: string;
  readonly severity: string;
  readonly title: string;
  /** `DB01 on MBX1`; may be empty. */
  readonly where: string;
  readonly detail: string;
  readonly remedy: string;
}

/** The alerts of a message, worst first, up to a number; and how many there are beyond. */
export function wordsOf(
  { alerts }: AlertMessage,
  most: number,
  longest: number,
): { readonly shown: readonly AlertWords[]; readonly more: string } {
  const rest = alerts.length - most;
  return {
    shown: worstAlerts(alerts)
      .slice(0, most)
      .map((alert) => describe(alert, longest)),
    more: rest > 0 ? `and ${plural(rest, "more alert")}` : "",
  };
}

function describe(alert: Alert, longest: number): AlertWords {
  const { code, severity, finding } = alert;
  return {
    code,
    severity: SEVERITY_WORDS[severity],
    title: line(finding.title, longest),
    where: placeOf(alert),
    detail: line(finding.detail, longest),
    remedy: line(finding.remedy[0] ?? "", longest),
  };
}

/** `Full backup, failed, 2026-03-01 22:00:00 UTC`; empty without a job. */
export function jobLine({ job }: AlertMessage): string {
  if (job === null) return "";
  const start = job.start === null ? "" : `, ${job.start.slice(0, 19).replace("T", " ")} UTC`;
  return `${TYPES[job.type].title}, ${OUTCOMES[job.outcome].word}${start}`;
}

/** The message as text of some lines, without the characters that a terminal acts upon. */
export function plainText(message: AlertMessage, most = 20): string {
  const { shown, more } = wordsOf(message, most, 1000);
  const job = jobLine(message);
  return [
    message.title,
    ...(job === "" ? [] : [job]),
    ...shown.flatMap(({ code, severity, title, where, detail, remedy }) => [
      "",
      `${severity}: ${where === "" ? "" : `${where}: `}${title} (${code})`,
      ...(detail === "" ? [] : [detail]),
      ...(remedy === "" || message.reason === "resolved" ? [] : [`Do: ${remedy}`]),
    ]),
    ...(more === "" ? [] : ["", more]),
    "",
    `${message.tool.name} ${message.tool.version}, ${message.at.slice(0, 19).replace("T", " ")} UTC`,
  ].join("\n");
}
