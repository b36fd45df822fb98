import { DIAGNOSTICS } from "../parsers/diagnostics.ts";
import { plain, table } from "./markdown.ts";

/** `docs/diagnostics.md`: what the readers of logs can say about their input. */
export function diagnosticsMarkdown(): string {
  const rows = Object.entries(DIAGNOSTICS).map(([code, { severity, means }]) => [
    `\`${code}\``,
    severity,
    plain(means),
  ]);
  return [
    "<!-- Made by `npm run generate` from parsers/diagnostics.ts. -->",
    "# Diagnostics",
    "What a reader says about its input. Bad input is read as far as it goes; nothing of it is lost silently.",
    table(["code", "severity", "means"], rows),
    "",
  ]
    .join("\n\n")
    .trimEnd()
    .concat("\n");
}
