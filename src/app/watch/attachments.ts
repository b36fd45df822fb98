import { basename } from "node:path";
import type { AlertAttachments, AlertMessage } from "../../model/alert.ts";
import type { Finding } from "../../model/finding.ts";
import type { Job } from "../../model/job.ts";
import type { Report } from "../../model/report.ts";
import { renderHtml } from "../../report/html.ts";
import { renderMail } from "../../report/mail.ts";
import { FILE_OPTIONS } from "../../report/options.ts";
import { renderText } from "../../report/text.ts";
import { viewReport } from "../../report/view/view-report.ts";

export interface AttachmentParts {
  /** A report of some findings, and of the job that they are of. */
  readonly reportOf: (job: Job | null, findings: readonly Finding[]) => Report;
  /** Findings of a job as they are known now. */
  readonly findingsOf: (job: Job) => readonly Finding[];
  readonly pathOf: (job: Job) => string;
}

/** What goes with a message, made when a sink asks for it: from the same view as every report. */
export function attachmentsOf(parts: AttachmentParts): (message: AlertMessage) => AlertAttachments {
  return (message) => ({
    async report() {
      const { job } = message;
      if (job === null) return null;
      const report = parts.reportOf(job, parts.findingsOf(job));
      return { fileName: basename(parts.pathOf(job)), html: renderHtml(report, FILE_OPTIONS) };
    },
    async mail() {
      const report = reportOn(message, parts);
      return {
        html: renderMail(viewReport(report), message.title),
        text: `${message.title}\n\n${renderText(report, FILE_OPTIONS)}`,
      };
    },
  });
}

/** What is over is not told as if it were still there: the good job speaks. */
function reportOn({ job, alerts, reason }: AlertMessage, { reportOf, findingsOf }: AttachmentParts): Report {
  if (reason === "resolved") return reportOf(job, job === null ? [] : findingsOf(job));
  const findings = alerts.map((alert) => alert.finding).filter((found) => found.job === (job?.id ?? null));
  return reportOf(job, job === null ? alerts.map((alert) => ({ ...alert.finding, job: null })) : findings);
}
