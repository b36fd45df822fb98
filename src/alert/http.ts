import type { SinkAnswer } from "../model/alert.ts";
import { codeOf, troubleOf } from "./http-trouble.ts";
import { basic, parseUrl } from "./secrets.ts";
import { line } from "./title.ts";

/** Of an answer no more is read: it is for a sentence of trouble only. */
const MOST_BYTES = 4096;
const MOST_SHOWN = 200;

/** Shorter pieces of an address or a header are no secrets, and would blot out whole texts. */
const SHORTEST_SECRET = 6;

export interface HttpRequest {
  /** A secret: only its host is ever shown. User and password in it become a header. */
  readonly url: URL;
  readonly method: "POST" | "PUT" | "GET";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole exchange, the reading of the answer included. */
  readonly timeoutSeconds: number;
  readonly now: number;
}

/**
 * One exchange over HTTP, as an answer of a sink. A redirect is not followed: it would carry secrets elsewhere. Proxy
 * variables of the environment have no effect unless Node is told to heed them.
 */
export async function exchange(request: HttpRequest, signal: AbortSignal): Promise<SinkAnswer> {
  const { host } = request.url;
  const limit = AbortSignal.timeout(request.timeoutSeconds * 1000);
  let response: Response;
  try {
    const headers = headersOf(request);
    if (headers === null)
      return { kind: "permanent", detail: "a header holds characters that HTTP does not allow" };
    response = await fetch(addressOf(request.url), {
      method: request.method,
      headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: "manual",
      signal: AbortSignal.any([signal, limit]),
    });
  } catch (error) {
    if (signal.aborted) return { kind: "retry", detail: "stopped" };
    if (limit.aborted)
      return { kind: "retry", detail: `${host} did not answer within ${request.timeoutSeconds} s` };
    if (isForbiddenPort(error)) return { kind: "permanent", detail: `${host}: no HTTP goes to this port` };
    if (codeOf(error) === "" && !(error instanceof TypeError)) throw error;
    return {
      kind: "retry",
      detail: troubleOf(host, codeOf(error), "name the file of its authority in NODE_EXTRA_CA_CERTS"),
    };
  }
  return answerOf(response, await beginning(response), request);
}

/** Some ports of other protocols are closed to `fetch` (fetch.spec.whatwg.org: bad port); it gives no code for it. */
function isForbiddenPort(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === "bad port";
}

/** By the status alone: a server that took a message and then falls silent would get it again and again. */
function answerOf(response: Response, body: string, request: HttpRequest): SinkAnswer {
  const { status } = response;
  const { host } = request.url;
  if (status >= 200 && status < 300) return { kind: "sent", detail: `${host} answered ${status}` };
  if (status >= 300 && status < 400) {
    const target = parseUrl(response.headers.get("location") ?? "", request.url.href)?.host ?? "elsewhere";
    return {
      kind: "permanent",
      detail: `${host} sends on to ${line(target, 100)} (${status}): configure where it leads`,
    };
  }
  const said = line(redact(body, request), MOST_SHOWN).trim();
  const detail = `${host} answered ${status}${said === "" ? "" : `: ${said}`}`;
  if (![408, 425, 429].includes(status) && status < 500) return { kind: "permanent", detail };
  const afterSeconds = secondsOf(response.headers.get("retry-after"), request.now);
  return { kind: "retry", detail, ...(afterSeconds === null ? {} : { afterSeconds }) };
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function secondsOf(retryAfter: string | null, now: number): number | null {
  if (retryAfter === null) return null;
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** The beginning of an answer; what cannot be read in time is left. */
async function beginning(response: Response): Promise<string> {
  if (response.body === null) return "";
  const pieces: Uint8Array[] = [];
  const reader = response.body.getReader();
  try {
    for (let bytes = 0; bytes < MOST_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // The status is known, and what was read of the rest is all there is to say.
  }
  return Buffer.concat(pieces).subarray(0, MOST_BYTES).toString("utf8");
}

function headersOf({ url, headers }: HttpRequest): Headers | null {
  const own =
    url.username === "" ? {} : { authorization: basic(decoded(url.username), decoded(url.password)) };
  const all = Object.entries({ ...headers, ...own });
  return all.every(([, value]) => SENDABLE.test(value)) ? new Headers(all as [string, string][]) : null;
}

/** RFC 9110, 5.5. A value beyond would be refused with an error that shows it. */
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** `fetch` refuses an address with user and password, and shows it in the error. */
function addressOf(url: URL): URL {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  bare.hash = "";
  return bare;
}

/** What a server says may repeat what it was sent. */
function redact(text: string, { url, headers }: HttpRequest): string {
  const parts = [
    url.href,
    `${url.pathname}${url.search}`,
    ...url.pathname.split("/"),
    ...url.searchParams.values(),
    url.password,
    ...Object.entries(headers).flatMap(([name, value]) =>
      PLAIN.has(name) ? [] : [value, ...value.split(" ")],
    ),
  ];
  return [...new Set(parts.flatMap((part) => [part, decoded(part)]))]
    .filter((part) => part.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, part) => rest.replaceAll(part, "…"), text);
}

const PLAIN: ReadonlySet<string> = new Set(["content-type", "user-agent", "idempotency-key"]);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
