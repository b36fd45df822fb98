import type { AlertMessage, Sink, SinkAnswer, UpkeepState } from "../../model/alert.ts";
import type { SinkUrl } from "../../model/watch-settings.ts";
import { exchange } from "../http.ts";
import { readUrl } from "../secrets.ts";
import { type PingMemory, pingOf } from "./job-pings.ts";
import type { Of, SinkPorts } from "./ports.ts";

/** Jobs are looked at so often. */
const JOBS_SECONDS = 30;

/**
 * Signs of life in the manner of healthchecks: of jobs by `/start`, success and `/fail`, of the watcher itself while it
 * lives. Alerts are not sent here; a test message goes to `/log`, which changes no state.
 */
export function pingSink(settings: Of<"ping">, ports: SinkPorts): Sink {
  const { name, watcher, jobs } = settings;
  let lastSign = Number.NEGATIVE_INFINITY;
  const everySeconds =
    jobs.length === 0 && watcher !== undefined
      ? watcher.everySeconds
      : Math.min(JOBS_SECONDS, watcher?.everySeconds ?? JOBS_SECONDS);
  return { name, send, upkeep: { everySeconds, run } };

  async function send(message: AlertMessage, _: unknown, signal: AbortSignal): Promise<SinkAnswer> {
    if (message.reason !== "test") return { kind: "sent", detail: "not for pings" };
    const urls = [...(watcher === undefined ? [] : [watcher.url]), ...jobs.map(({ url }) => url)];
    return together(await Promise.all(urls.map((url) => ping(url, "log", message.title, null, signal))));
  }

  async function run(state: UpkeepState, signal: AbortSignal): Promise<SinkAnswer> {
    const answers = await Promise.all([
      signOfLife(signal),
      ...jobs.map((entry) => ofJobs(entry, state, signal)),
    ]);
    return together(answers.filter((answer) => answer !== null));
  }

  async function signOfLife(signal: AbortSignal): Promise<SinkAnswer | null> {
    // Half a second is what a timer may be early. A clock that was set back must not silence it.
    const since = Math.abs(ports.now() - lastSign);
    if (watcher === undefined || since < watcher.everySeconds * 1000 - 500) return null;
    const answer = await ping(watcher.url, "", "", null, signal);
    if (answer.kind === "sent") lastSign = ports.now();
    return answer;
  }

  async function ofJobs(
    { database, url }: Of<"ping">["jobs"][number],
    state: UpkeepState,
    signal: AbortSignal,
  ): Promise<SinkAnswer | null> {
    const key = `ping/${name}/${database}`;
    const next = pingOf(database, state, memoryOf(ports.memory.get(key)), ports.now());
    if (next === null) return null;
    const { job, start, kind, tell, text, runId } = next;
    const path = kind === "success" ? "" : kind;
    const answer = tell ? await ping(url, path, text, runId, signal) : null;
    if (answer === null || answer.kind === "sent") ports.memory.put(key, { job, start, kind });
    return answer;
  }

  async function ping(
    from: SinkUrl,
    path: string,
    body: string,
    runId: string | null,
    signal: AbortSignal,
  ): Promise<SinkAnswer> {
    const read = await readUrl(from);
    if ("trouble" in read) return { kind: "permanent", detail: read.trouble };
    const url = read.value;
    if (path !== "") url.pathname = `${url.pathname.replace(/\/+$/, "")}/${path}`;
    if (runId !== null) url.searchParams.set("rid", runId);
    const headers = {
      "content-type": "text/plain; charset=utf-8",
      "user-agent": `thawline/${ports.version}`,
    };
    const { timeoutSeconds } = settings;
    return exchange({ url, method: "POST", headers, body, timeoutSeconds, now: ports.now() }, signal);
  }
}

function memoryOf(stored: unknown): PingMemory | null {
  return stored === undefined || stored === null ? null : (stored as PingMemory);
}

/** The worst of some answers. */
function together(answers: readonly SinkAnswer[]): SinkAnswer {
  const rank = { sent: 0, retry: 1, permanent: 2 };
  const [worst] = answers.toSorted((a, b) => rank[b.kind] - rank[a.kind]);
  return worst ?? { kind: "sent", detail: "nothing to tell" };
}
