import { createHash } from "node:crypto";
import type { AlertMessage } from "../../model/alert.ts";

/**
 * The same Message-ID for each try, so that servers and clients that look for doubles find them; and a common reference for
 * all that is told of one trouble while it is open, so that it is one conversation.
 */
export function threadOf(
  { idempotencyKey, alerts }: AlertMessage,
  from: string,
): { readonly messageId: string; readonly references: string[] } {
  // An address in the form `Name <local@domain>` ends with a bracket.
  const domain = /@([^@\s>]+)>?$/.exec(from)?.[1] ?? "thawline.invalid";
  const [first] = alerts;
  const trouble = first === undefined ? [] : [digest(`${first.fingerprint} ${first.openedAt}`)];
  return {
    messageId: `<${idempotencyKey}@${domain}>`,
    references: trouble.map((one) => `<${one}.thread@${domain}>`),
  };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
