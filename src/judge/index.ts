import type { JobFacts } from "../correlate/assess/index.ts";
import type { BackupEvent, EventRef } from "../model/event.ts";
import type { Finding } from "../model/finding.ts";
import type { Settings } from "../model/settings.ts";
import { arrange, type Judgement } from "./arrange.ts";
import type { Case, Hit, Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { severityOf } from "./severity.ts";

/** Beyond this the evidence is only counted: a page that fails a million times is proven by twenty. */
const MOST_EVIDENCE = 20;

/** Lets every rule look at the case. Pure; the order of rules and jobs changes nothing but the order of equals. */
export function judge(input: Case): Judgement {
  const facts = new Map(input.jobs.map((one) => [one.result.id, one]));
  const settings = input.context.settings;
  const findings = RULES.flatMap((rule) =>
    rule.check(input).flatMap((hit) => finding(rule, hit, facts.get(hit.job ?? ""), settings)),
  );
  return arrange(
    input.jobs.map(({ result }) => result),
    findings,
  );
}

function finding(rule: Rule, hit: Hit, facts: JobFacts | undefined, settings: Settings): Finding[] {
  const { meta } = rule;
  const doubt = isDoubtful(rule, hit, facts);
  const severity = severityOf(settings, {
    code: meta.code,
    severity: doubt ? "warning" : (hit.severity ?? meta.severity),
    database: hit.database ?? null,
  });
  if (severity === "off") return [];
  const more = hit.evidence.length - MOST_EVIDENCE;
  const detail = doubt ? `${hit.detail}${DOUBT}` : hit.detail;
  return [
    {
      id: "",
      code: meta.code,
      severity,
      title: hit.title ?? meta.title,
      detail: more > 0 ? `${detail} (${more} more records tell the same.)` : detail,
      cause: hit.cause ?? meta.cause,
      remedy: hit.remedy ?? meta.remedy,
      references: meta.references,
      job: hit.job ?? null,
      server: hit.server ?? hit.evidence.find((e) => e.ref.server !== "")?.ref.server ?? null,
      database: hit.database ?? null,
      evidence: refs(hit.evidence).slice(0, MOST_EVIDENCE),
    },
  ];
}

function refs(events: readonly BackupEvent[]): EventRef[] {
  return events.map((e) => e.ref);
}

const DOUBT = " The meaning of these events is not publicly documented, so on their own they prove nothing.";

/**
 * Whether a failure rests on nothing but events whose meaning is known from memory. The job supports its own
 * events when it holds others, but not what merely happened meanwhile.
 */
function isDoubtful(rule: Rule, hit: Hit, facts: JobFacts | undefined): boolean {
  const severity = hit.severity ?? rule.meta.severity;
  if (severity !== "failure" || hit.evidence.length === 0) return false;
  if (hit.evidence.some((e) => e.confidence !== "memory")) return false;
  const own = facts?.job.events.filter((t) => t.part === "own");
  const supported = own?.some((t) => t.event.confidence !== "memory") === true;
  return !(supported && own?.some((t) => hit.evidence.includes(t.event)) === true);
}
