import { fileURLToPath } from "node:url";
import { createSink } from "../../../src/alert/sinks/index.ts";
import type { AlertAttachments, AlertMessage, Sink, SinkAnswer } from "../../../src/model/alert.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { message } from "../message.ts";
import { never, ports } from "./ports.ts";

/** The authority of the tests' servers. */
export const CA = fileURLToPath(new URL("../certificates/authority.pem", import.meta.url));
export const ADMINS = ["admin@example.com", "oncall@example.com"];

type EmailSettings = Extract<SinkSettings, { kind: "email" }>;

/** A sink for a server on this machine. */
export function sinkFor(port: number, more: Partial<EmailSettings> = {}): Sink {
  const settings: EmailSettings = {
    ...{ kind: "email", name: "mail", minSeverity: "warning", timeoutSeconds: 10, host: "localhost", port },
    ...{
      tls: "starttls",
      caFile: CA,
      from: "Thawline <watch@example.com>",
      to: ADMINS,
      attachReport: true,
      ...more,
    },
  };
  return createSink(settings, ports());
}

export const REPORT: AlertAttachments = {
  mail: () => Promise.resolve({ html: "<p>Ein Frost in <b>Köln</b></p>", text: "Ein Frost in Köln" }),
  report: () => Promise.resolve({ fileName: "job-1.html", html: "<!DOCTYPE html><title>report</title>" }),
};

/** One try. */
export function send(sink: Sink, sent: AlertMessage = message(), attachments = REPORT): Promise<SinkAnswer> {
  return sink.send(sent, attachments, never());
}
