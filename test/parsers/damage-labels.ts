import { damage } from "./damage.ts";
import type { Random } from "./random.ts";

/** Pieces of labelled lines, tables and quotations that mislead readers of plain text. */
const NOISE = [
  "Event ID: ",
  "Event ID: 5\n",
  "Data:\n",
  "Message: ",
  "Source: x\n",
  "Event Xml:\n",
  "|",
  "`",
  "]](",
  '"',
  "\n",
] as const;

/** Damages a text as `damage` does, and puts labels where they do not belong. */
export function damageLabels(text: string, random: Random): string {
  let damaged = damage(text, random);
  for (let times = random.below(4); times > 0; times--) {
    const at = random.below(damaged.length + 1);
    damaged = damaged.slice(0, at) + random.pick(NOISE).repeat(random.pick([1, 1, 50])) + damaged.slice(at);
  }
  return damaged;
}
