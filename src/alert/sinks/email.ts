import { readFile } from "node:fs/promises";
import { readSecret } from "../../config/secret.ts";
import type { AlertAttachments, AlertMessage, Sink, SinkAnswer } from "../../model/alert.ts";
import type { Read } from "../secrets.ts";
import { line } from "../title.ts";
import { threadOf } from "./mail-thread.ts";
import { mailTroubleOf, type Refusal, refusalsOf } from "./mail-trouble.ts";
import type { Of } from "./ports.ts";

/** A larger report is not attached: many servers take no more than 10 MB, encoded. */
const MOST_ATTACHED = 7 * 1024 * 1024;
/** So many messages with recipients that have to wait are remembered. */
const MOST_REMEMBERED = 1000;
/** Message too large (RFC 5321, and RFC 1870 for SIZE). */
const TOO_LARGE = 552;

type Settings = Of<"email">;

/**
 * A mail server. Recipients that a server refuses for now are tried again by themselves, so that those who got the mail do
 * not get it twice; after a restart they may, with the same Message-ID.
 */
export function emailSink(settings: Settings): Sink {
  const done = new Map<string, Set<string>>();
  return { name: settings.name, send };

  async function send(
    message: AlertMessage,
    attachments: AlertAttachments,
    signal: AbortSignal,
  ): Promise<SinkAnswer> {
    const password = settings.password === undefined ? { value: "" } : await readSecret(settings.password);
    if ("trouble" in password) return { kind: "permanent", detail: password.trouble };
    const authority = await readAuthority(settings);
    if ("trouble" in authority) return { kind: "permanent", detail: authority.trouble };
    const handled = done.get(message.idempotencyKey) ?? new Set<string>();
    const to = settings.to.filter((address) => !handled.has(address));
    const access = { password: password.value, ca: authority.value };
    const mail = await mailOf(message, attachments, settings, true);
    let tried = await tryMail({ ...mail, to }, settings, access, signal);
    if (tried.tooLarge && mail.attachments.length > 0) {
      const without = await mailOf(message, attachments, settings, false);
      tried = await tryMail({ ...without, to }, settings, access, signal);
    }
    return tried.answer ?? byRecipients(tried, message.idempotencyKey, handled);
  }

  /** Waits for those that may take it later; the others have it, or never will. */
  function byRecipients({ accepted, refused }: Tried, key: string, handled: Set<string>): SinkAnswer {
    const later = refused.filter(({ permanent }) => !permanent);
    const never = refused.filter(({ permanent }) => permanent);
    const detail = refused.map(({ address, said }) => `${address}: ${said}`).join("; ");
    for (const address of [...accepted, ...never.map((refusal) => refusal.address)]) handled.add(address);
    if (later.length > 0) {
      done.delete(key);
      done.set(key, handled);
      for (const oldest of [...done.keys()].slice(0, -MOST_REMEMBERED)) done.delete(oldest);
      return { kind: "retry", detail };
    }
    const before = done.delete(key);
    if (accepted.length === 0 && !before) return { kind: "permanent", detail };
    return { kind: "sent", detail: detail === "" ? `${settings.host} took it` : `not to all: ${detail}` };
  }
}

interface Tried {
  readonly accepted: readonly string[];
  readonly refused: readonly Refusal[];
  readonly tooLarge: boolean;
  /** What became of it where it did not come to recipients. */
  readonly answer: SinkAnswer | null;
}

type Mail = Awaited<ReturnType<typeof mailOf>>;

async function tryMail(
  mail: Mail & { readonly to: readonly string[] },
  settings: Settings,
  { password, ca }: { readonly password: string; readonly ca: string | null },
  signal: AbortSignal,
): Promise<Tried> {
  const { createTransport } = await import("nodemailer");
  const { host, port, tls, user, timeoutSeconds } = settings;
  const limit = AbortSignal.timeout(timeoutSeconds * 1000);
  const transport = createTransport({
    ...{ host, port, secure: tls === "implicit", requireTLS: tls === "starttls", ignoreTLS: tls === "none" },
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
    ...(ca === null ? {} : { tls: { ca } }),
    // The limit below holds for all of it; without these a server that answers nothing would be waited for longer.
    ...{ connectionTimeout: timeoutSeconds * 1000, greetingTimeout: timeoutSeconds * 1000 },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const nobody = { accepted: [], refused: [], tooLarge: false };
  try {
    const info = await transport.sendMail({
      ...mail,
      to: [...mail.to],
      signal: AbortSignal.any([signal, limit]),
    });
    const refused = refusalsOf(info.rejectedErrors ?? []);
    return {
      ...nobody,
      accepted: mail.to.filter((address) => !info.rejected.includes(address)),
      refused,
      answer: null,
    };
  } catch (error) {
    if (signal.aborted) return { ...nobody, answer: { kind: "retry", detail: "stopped" } };
    if (limit.aborted) {
      return {
        ...nobody,
        answer: { kind: "retry", detail: `${host} did not take it within ${timeoutSeconds} s` },
      };
    }
    const { answer, refused, responseCode } = mailTroubleOf(error, `${host}:${port}`);
    return {
      ...nobody,
      refused,
      tooLarge: responseCode === TOO_LARGE,
      answer: refused.length > 0 ? null : answer,
    };
  } finally {
    transport.close();
  }
}

async function mailOf(
  message: AlertMessage,
  attachments: AlertAttachments,
  { from, attachReport }: Settings,
  withReport: boolean,
) {
  const { html, text } = await attachments.mail();
  const report = attachReport && withReport ? await attachments.report() : null;
  const fits = report !== null && Buffer.byteLength(report.html) <= MOST_ATTACHED;
  const content = { contentType: "text/html; charset=utf-8", content: report?.html ?? "" };
  return {
    from,
    date: new Date(message.at),
    subject: `[Thawline] ${line(message.title, 200)}`,
    html,
    text,
    attachments: fits ? [{ filename: report.fileName, ...content }] : [],
    ...threadOf(message, from),
    // Out-of-office replies and the like are of no use to anybody (RFC 3834; MS-OXCMAIL for the second).
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Thawline-Key": message.idempotencyKey,
    },
  };
}

async function readAuthority({ caFile }: Settings): Promise<Read<string | null>> {
  if (caFile === undefined) return { value: null };
  try {
    return { value: await readFile(caFile, "utf8") };
  } catch (error) {
    return { trouble: error instanceof Error ? error.message : String(error) };
  }
}
