import type { AlertAttachments, AlertMessage, Sink, SinkAnswer } from "../model/alert.ts";
import { html } from "../report/html/markup.ts";
import { plainText } from "./describe.ts";
import { guarded } from "./guarded.ts";
import { line } from "./title.ts";

export interface TestAlert {
  /** The machine that it comes from. */
  readonly host: string;
  /** Ms since 1970. */
  readonly now: number;
  readonly version: string;
  /** Something else for each test, so that no receiver takes it for a double. */
  readonly nonce: string;
}

/** A message that says of itself that it is a test: no alert, no job, and nothing to do. */
export function testMessage({ host, now, version, nonce }: TestAlert): AlertMessage {
  return {
    schema: "thawline.alert/1",
    idempotencyKey: `test-${nonce}`,
    reason: "test",
    at: new Date(now).toISOString(),
    severity: "info",
    title: `Test: alerts of Thawline on ${line(host, 100)} arrive here; nothing is wrong`,
    alerts: [],
    job: null,
    tool: { name: "thawline", version },
  };
}

export interface Tested {
  readonly sink: string;
  readonly answer: SinkAnswer;
}

/** Sends a test message through all sinks at the same time, once each; answers in their order. */
export function sendTest(
  sinks: readonly Sink[],
  test: TestAlert,
  signal: AbortSignal,
): Promise<readonly Tested[]> {
  const message = testMessage(test);
  const attachments: AlertAttachments = {
    report: () => Promise.resolve(null),
    mail: () => Promise.resolve(plainMail(message)),
  };
  return Promise.all(
    sinks.map(async (sink) => ({
      sink: sink.name,
      answer: await guarded(() => sink.send(message, attachments, signal)),
    })),
  );
}

function plainMail(message: AlertMessage): { readonly html: string; readonly text: string } {
  const text = plainText(message);
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>${message.title}</title></head>
<body>${text.split("\n").map((one) => html`<p>${one}</p>`)}</body></html>
`;
  return { html: page.markup, text };
}
