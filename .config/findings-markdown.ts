import type { RuleMeta } from "../src/judge/rule.ts";
import { RULES } from "../src/judge/rules/index.ts";
import { plain, table } from "./markdown.ts";

const INTRODUCTION = `# Findings

What Thawline reports: one entry for each code, with its severity, when it is reported, why it happens and what to do. The codes are stable; severities can be changed in the settings, by code and database.

- **failure**: a backup is lost or not usable, or will be. **warning**: look at it soon. **info**: worth knowing, and no fault.
- A finding may be milder than its code's severity, and says why; it is never graver.
- Events whose meaning is not publicly documented (marked *memory* in [events.md](events.md)) never make a failure on their own.
- Remedies that are known from forums and blogs only are marked *(community)*; what vendors of backup products advise is named with its references.
- Nothing here is a reason to delete log files by hand.`;

/** `docs/findings.md`: what can be found, for people. */
export function findingsMarkdown(): string {
  const metas = RULES.map((rule) => rule.meta);
  return [
    "<!-- Made by `npm run generate` from src/judge/rules. -->",
    INTRODUCTION,
    table(
      ["code", "severity", "says"],
      metas.map(({ code, severity, title }) => [`[${code}](#${code.toLowerCase()})`, severity, plain(title)]),
    ),
    ...metas.flatMap(section),
  ]
    .join("\n\n")
    .concat("\n");
}

function section({ code, severity, title, when, cause, remedy, references }: RuleMeta): readonly string[] {
  return [
    `## ${code}`,
    `**${plain(title)}** · ${severity}`,
    `When: ${prose(when)}`,
    `Why: ${prose(cause)}`,
    remedy.map((step, n) => `${n + 1}. ${prose(step)}`).join("\n"),
    `Known from: ${references.map(prose).join("; ")}.`,
  ];
}

/** Commands stand between backticks in the rules, and stay so. */
function prose(text: string): string {
  return text
    .split("`")
    .map((part, n) => (n % 2 === 0 ? plain(part) : `\`${part}\``))
    .join("");
}
