import type { SinkAnswer } from "../../model/alert.ts";
import type { SinkUrl } from "../../model/watch-settings.ts";
import { exchange } from "../http.ts";
import { readUrl } from "../secrets.ts";
import type { SinkPorts } from "./ports.ts";

export interface Post {
  readonly url: SinkUrl;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
}

/** Posts JSON to an address that is read at this moment. */
export async function postJson(post: Post, ports: SinkPorts, signal: AbortSignal): Promise<SinkAnswer> {
  const url = await readUrl(post.url);
  if ("trouble" in url) return { kind: "permanent", detail: url.trouble };
  const headers = {
    ...post.headers,
    "content-type": "application/json; charset=utf-8",
    "user-agent": `thawline/${ports.version}`,
  };
  const { body, timeoutSeconds } = post;
  const request = {
    url: url.value,
    method: "POST",
    headers,
    body,
    timeoutSeconds,
    now: ports.now(),
  } as const;
  return exchange(request, signal);
}
