import type { AlertMessage, Sink } from "../../model/alert.ts";
import { type AlertWords, jobLine, wordsOf } from "../describe.ts";
import type { Of, SinkPorts } from "./ports.ts";
import { postJson } from "./post.ts";

/** Teams refuses messages above 28 KB (learn.microsoft.com: limits of webhooks and connectors). */
const MOST_BYTES = 28 * 1024;
const MOST_ALERTS = 12;
/** A longer text is cut off by some clients. */
const LONGEST = 1000;

const COLOURS = { failure: "Attention", warning: "Warning", info: "Default" } as const;

/** A Teams workflow ("Post to a channel when a webhook request is received"): an Adaptive Card 1.4. */
export function teamsSink(settings: Of<"teams">, ports: SinkPorts): Sink {
  const { name, url, timeoutSeconds } = settings;
  return {
    name,
    send: (message, _, signal) => postJson({ url, timeoutSeconds, body: cardBody(message) }, ports, signal),
  };
}

/** As many alerts as fit; the others are counted. */
function cardBody(message: AlertMessage): string {
  for (let most = MOST_ALERTS; ; most -= 1) {
    const body = JSON.stringify(envelope(message, most));
    if (Buffer.byteLength(body) < MOST_BYTES || most === 0) return body;
  }
}

function envelope(message: AlertMessage, most: number): unknown {
  const { shown, more } = wordsOf(message, most, LONGEST);
  const colour = message.reason === "resolved" ? "Good" : COLOURS[message.severity];
  const foot = `${message.tool.name} ${message.tool.version}, ${message.at.slice(0, 19).replace("T", " ")} UTC`;
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    fallbackText: message.title,
    msteams: { width: "Full" },
    body: [
      text(message.title, { size: "Large", weight: "Bolder", color: colour }),
      ...optional(jobLine(message), { isSubtle: true }),
      ...shown.map((words) => ({ type: "Container", separator: true, items: alertItems(words, message) })),
      ...optional(more, { isSubtle: true }),
      text(foot, { size: "Small", isSubtle: true }),
    ],
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}

function alertItems(
  { code, severity, title, where, detail, remedy }: AlertWords,
  { reason }: AlertMessage,
): unknown[] {
  return [
    text(`${severity}: ${title}`, { weight: "Bolder" }),
    ...optional(where, {}),
    ...optional(detail, {}),
    ...optional(reason === "resolved" || remedy === "" ? "" : `Do: ${remedy}`, {}),
    text(code, { size: "Small", isSubtle: true, fontType: "Monospace" }),
  ];
}

function optional(words: string, style: object): unknown[] {
  return words === "" ? [] : [text(words, style)];
}

/** A run of text is shown as it is; a TextBlock would take what stands in a log for Markdown. */
function text(words: string, style: object): unknown {
  return { type: "RichTextBlock", inlines: [{ type: "TextRun", text: words, ...style }] };
}
