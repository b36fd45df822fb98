import type { AlertMessage, Sink } from "../../model/alert.ts";
import { jobLine, wordsOf } from "../describe.ts";
import type { Of, SinkPorts } from "./ports.ts";
import { postJson } from "./post.ts";

// Limits of api.slack.com/reference/block-kit/blocks: 50 blocks, 150 characters of a header, 3,000 of a section.
const MOST_ALERTS = 15;
const LONGEST_HEADER = 150;
const LONGEST_FIELD = 1000;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** An incoming webhook of Slack, or of what speaks like it (Mattermost, Rocket.Chat). */
export function slackSink(settings: Of<"slack">, ports: SinkPorts): Sink {
  const { name, url, timeoutSeconds } = settings;
  return {
    name,
    send: (message, _, signal) =>
      postJson({ url, timeoutSeconds, body: JSON.stringify(bodyOf(message)) }, ports, signal),
  };
}

function bodyOf(message: AlertMessage): unknown {
  const { shown, more } = wordsOf(message, MOST_ALERTS, LONGEST_FIELD);
  const job = jobLine(message);
  const foot = `${message.tool.name} ${message.tool.version}, ${message.at.slice(0, 19).replace("T", " ")} UTC`;
  const sections = shown.map(({ code, severity, title, where, detail, remedy }) =>
    [
      `*${severity}: ${escaped(title, 300)}* \`${code}\``,
      escaped(where, 300),
      escaped(detail),
      message.reason === "resolved" || remedy === "" ? "" : `Do: ${escaped(remedy)}`,
    ]
      .filter((part) => part !== "")
      .join("\n"),
  );
  return {
    text: escaped(message.title),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: "header",
        text: { type: "plain_text", text: escaped(message.title, LONGEST_HEADER), emoji: false },
      },
      ...(job === "" ? [] : [context(job)]),
      ...sections.map((text) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } })),
      context(more === "" ? foot : `${more}; ${foot}`),
    ],
  };
}

function context(text: string): unknown {
  return {
    type: "context",
    elements: [{ type: "plain_text", text: escaped(text, LONGEST_HEADER), emoji: false }],
  };
}

/** Without these three there is no mention and no link; cut between characters, never within an entity. */
function escaped(text: string, most = LONGEST_FIELD): string {
  let result = "";
  for (const character of text) {
    const piece = ENTITIES[character] ?? character;
    if (result.length + piece.length > most - 1) return `${result}…`;
    result += piece;
  }
  return result;
}
