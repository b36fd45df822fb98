import { createHmac } from "node:crypto";
import { readSecret } from "../../config/secret.ts";
import type { Sink } from "../../model/alert.ts";
import { readHeaders } from "../secrets.ts";
import type { Of, SinkPorts } from "./ports.ts";
import { postJson } from "./post.ts";

/**
 * Any receiver of JSON: the message as it is (docs/alert.schema.json). Signed on request: the HMAC is over the time, a dot
 * and the body, so that a copy of the request is of no use later.
 */
export function webhookSink(settings: Of<"webhook">, ports: SinkPorts): Sink {
  const { name, url, timeoutSeconds, hmac } = settings;
  return {
    name,
    async send(message, _, signal) {
      const headers = await readHeaders(settings.headers);
      if ("trouble" in headers) return { kind: "permanent", detail: headers.trouble };
      const key = hmac === undefined ? null : await readSecret(hmac);
      if (key !== null && "trouble" in key) return { kind: "permanent", detail: key.trouble };
      const body = JSON.stringify(message);
      const own = { ...headers.value, "idempotency-key": message.idempotencyKey };
      const signature = key === null ? {} : signed(body, key.value, Math.floor(ports.now() / 1000));
      return postJson({ url, timeoutSeconds, body, headers: { ...own, ...signature } }, ports, signal);
    },
  };
}

function signed(body: string, key: string, seconds: number): Readonly<Record<string, string>> {
  const digest = createHmac("sha256", key).update(`${seconds}.${body}`).digest("hex");
  return { "x-thawline-timestamp": `${seconds}`, "x-thawline-signature": `sha256=${digest}` };
}
