import type { SinkAnswer } from "../../model/alert.ts";
import { codeOf, troubleOf } from "../http-trouble.ts";
import { line } from "../title.ts";

/** A recipient that a server refused. */
export interface Refusal {
  readonly address: string;
  /** 5xx: it always will. */
  readonly permanent: boolean;
  readonly said: string;
}

/** What nodemailer tells of a fault. */
interface Fault {
  readonly code?: string | undefined;
  /** Of the network or of TLS. */
  readonly originalCode?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly permanent?: boolean | undefined;
  readonly recipient?: string | undefined;
  readonly rejectedErrors?: readonly Fault[] | undefined;
}

const MOST_SHOWN = 200;

export function refusalsOf(faults: readonly Fault[]): readonly Refusal[] {
  return faults.map((fault) => ({
    address: fault.recipient ?? "a recipient",
    permanent: isPermanent(fault),
    said: line(fault.response ?? "refused", MOST_SHOWN),
  }));
}

/** Why a mail was not taken: by whom it was refused, or what came between. */
export function mailTroubleOf(
  error: unknown,
  server: string,
): {
  readonly answer: SinkAnswer;
  readonly refused: readonly Refusal[];
  readonly responseCode: number | null;
} {
  if (!(error instanceof Error)) throw error;
  const fault = error as Error & Fault;
  const refused = refusalsOf(fault.rejectedErrors ?? []);
  return { answer: answerOf(fault, server), refused, responseCode: fault.responseCode ?? null };
}

function answerOf(fault: Error & Fault, server: string): SinkAnswer {
  const { code = "", originalCode, command, response, responseCode } = fault;
  if (command === "STARTTLS" && originalCode === undefined) {
    return { kind: "retry", detail: `TLS: ${server} offers no STARTTLS, or refused it` };
  }
  if (responseCode !== undefined) {
    // The answer to a login may repeat what it was given.
    const said =
      code === "EAUTH" ? `login refused (${responseCode})` : line(response ?? `${responseCode}`, MOST_SHOWN);
    return { kind: isPermanent(fault) ? "permanent" : "retry", detail: `${server}: ${said}` };
  }
  if (code === "ENOAUTH" || code === "EAUTH") {
    return { kind: "permanent", detail: `${server} offers no way to log in that is known here` };
  }
  if (code === "ETIMEDOUT") return { kind: "retry", detail: `${server} does not answer` };
  if (code === "ECONNECTION") return { kind: "retry", detail: `${server} closed the connection` };
  if (["EENVELOPE", "EMESSAGE", "ECONFIG"].includes(code)) {
    return { kind: "permanent", detail: `${server}: the mail cannot be sent as it is (${code})` };
  }
  return {
    kind: "retry",
    detail: troubleOf(server, originalCode ?? codeOf(fault), "name the file of its authority as caFile"),
  };
}

/** Nodemailer counts 503 as passing: it comes of a mix-up in the conversation. */
function isPermanent({ permanent, responseCode = 0 }: Fault): boolean {
  return permanent ?? responseCode >= 500;
}
