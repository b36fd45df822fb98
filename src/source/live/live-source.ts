import { diagnostic } from "../../../parsers/diagnostics.ts";
import type { Diagnostic } from "../../model/raw-event.ts";
import type { Position, Source, SourceBatch } from "../../model/source.ts";
import { systemClock } from "../clock.ts";
import { retryAfter } from "./backoff.ts";
import { type Answer, type Conversation, converse } from "./conversation.ts";
import { DEFAULT_PACE, type LiveClock, type LiveOptions, type Pace } from "./options.ts";
import { readPosition, toPosition } from "./place.ts";
import { READER_SCRIPT } from "./reader-script.ts";
import { type Step, type StepResult, step } from "./step.ts";
import { sentenceOf } from "./trouble.ts";
import type { WatchedLog } from "./watched-log.ts";

const DAY_MS = 24 * 3600_000;

/**
 * The live logs of one server, read by PowerShell in a process of its own. Yields a batch a log every few seconds, empty
 * when nothing was written. What goes wrong is told in the batches and tried again; only faults of this program throw.
 */
export function createLiveSource(options: LiveOptions): Source {
  const { server, days = 7 } = options;
  const pace = { ...DEFAULT_PACE, ...options.pace };
  const clock = options.clock ?? REAL_TIME;
  return {
    name: `live:${server}`,
    signsOfLife: true,
    batches: (position, signal) => {
      const since = clock.now() - days * DAY_MS;
      return readOn({ options, pace, clock, since, signal, ...opened(options, position) });
    },
  };
}

/** All that one run of a source works with; the maps are kept up to date. */
interface Run {
  readonly options: LiveOptions;
  readonly pace: Pace;
  readonly clock: LiveClock;
  readonly since: number;
  readonly signal: AbortSignal;
  readonly channels: Map<string, WatchedLog>;
  readonly states: Map<string, State>;
}

interface State {
  /** All that is there was read. */
  readonly caughtUp: boolean;
  /** Why the log cannot be read; null: it can. */
  readonly trouble: string | null;
  readonly failures: number;
  readonly retryAt: number;
}

const FRESH: State = { caughtUp: false, trouble: null, failures: 0, retryAt: 0 };

function opened({ server, channels }: LiveOptions, position: Position): Pick<Run, "channels" | "states"> {
  const places = readPosition(position);
  return {
    channels: new Map(
      channels.map((name) => [
        name,
        {
          name,
          input: `live:${server}/${name}`,
          place: places.get(name) ?? null,
          ...unknownToReader,
          lookedAt: null,
          behindMs: 0,
        },
      ]),
    ),
    states: new Map(channels.map((name) => [name, FRESH])),
  };
}

const unknownToReader = { here: null, rest: false, anchored: false } as const;

async function* readOn(run: Run): AsyncGenerator<SourceBatch> {
  const { options, pace, clock, signal, channels } = run;
  let failures = 0;
  while (!signal.aborted) {
    const talk = converse(options.startChild(READER_SCRIPT), pace.answerMs, signal);
    const began = clock.now();
    let why: string | null;
    try {
      why = yield* follow(run, talk);
    } finally {
      await talk.close();
    }
    for (const [name, channel] of channels) channels.set(name, { ...channel, ...unknownToReader });
    if (signal.aborted) return;
    if (why === null) continue;
    failures = clock.now() - began > pace.lastRetryMs ? 1 : failures + 1;
    const trouble = `the reader of ${nameOf(options.server)} ${why}`;
    for (const channel of [...channels.values()].slice(0, 1))
      yield batchOf(run, channel, { step: null, trouble });
    await clock.sleep(retryAfter(failures, pace.firstRetryMs, pace.lastRetryMs, clock.random()), signal);
  }
}

/** Reads on until the reader breaks: gives why, or null when it is only to be renewed. */
async function* follow(run: Run, talk: Conversation): AsyncGenerator<SourceBatch, string | null> {
  const { options, pace, clock, signal, channels, states } = run;
  const began = clock.now();
  const [hello, ready] = [await talk.hello(), await talk.ask("open", [options.server], "opened")];
  for (const answer of [hello, ready]) {
    if (answer.kind === "broken") return answer.why;
    if (answer.kind === "refused") return `cannot begin: ${answer.refusal.message}`;
  }
  const computer = computerOf(options.server, hello);
  const said = sayOnce(talk);
  while (!signal.aborted && clock.now() - began < pace.renewMs) {
    let more = false;
    const due = [...channels.values()].filter(({ name }) => (states.get(name)?.retryAt ?? 0) <= clock.now());
    for (const channel of due) {
      if (signal.aborted) return null;
      const result = await lookAt(run, talk, channel, computer);
      if (result.kind === "broken") return result.why;
      const found = result.kind === "step" ? result.step : null;
      more ||= found?.ended === false;
      yield batchOf(run, channel, { step: found, said: said(channel) });
    }
    if (!more) await clock.sleep(pace.pollMs, signal);
  }
  return null;
}

/** The name of the computer where no event tells it. @param hello PowerShell, .NET, Windows, computer, culture */
function computerOf(server: string, hello: Answer): string {
  const said = hello.kind === "answer" ? hello.frames.at(-1)?.fields[3] : null;
  return server === "localhost" ? (said ?? server) : server;
}

async function lookAt(
  run: Run,
  talk: Conversation,
  channel: WatchedLog,
  computer: string,
): Promise<StepResult> {
  const { options, since, pace, clock, channels, states } = run;
  const { queries, server } = options;
  const { name } = channel;
  const result = await step(talk, channel, {
    server: computer,
    queries,
    since,
    most: pace.records,
    now: clock.now(),
  });
  if (result.kind === "step") {
    channels.set(name, result.step.channel);
    states.set(name, { ...FRESH, caughtUp: result.step.ended });
  } else if (result.kind === "refused") {
    channels.set(name, { ...channel, here: null, rest: false });
    states.set(name, failed(run, name, sentenceOf(server, name, result.refusal)));
  }
  return result;
}

function failed({ states, pace, clock }: Run, name: string, trouble: string): State {
  const failures = (states.get(name)?.failures ?? 0) + 1;
  const wait = retryAfter(failures, pace.firstRetryMs, pace.lastRetryMs, clock.random());
  return { caughtUp: false, trouble, failures, retryAt: clock.now() + wait };
}

interface Content {
  readonly step: Step | null;
  /** Of the whole source; absent: that of its logs. */
  readonly trouble?: string;
  readonly said?: readonly Diagnostic[];
}

function batchOf({ channels, states }: Run, { name, input }: WatchedLog, content: Content): SourceBatch {
  const { step, trouble, said = [] } = content;
  const places = [...channels].flatMap(([of, { place }]) => (place === null ? [] : [[of, place] as const]));
  const troubles = [...states.values()].flatMap((state) => state.trouble ?? []);
  return {
    input,
    records: step?.records ?? [],
    position: toPosition(new Map(places)),
    restart: "resumes",
    logs: channels.get(name)?.place?.logs ?? null,
    caughtUp: trouble === undefined && [...states.values()].every((state) => state.caughtUp),
    // A source is one thing to its consumer: as long as one of its logs cannot be read, it says so with each batch.
    trouble: trouble ?? (troubles.length === 0 ? null : troubles.join("; ")),
    diagnostics: [...said, ...(step?.diagnostics ?? [])],
  };
}

/** What a reader's output holds beside its own lines, told with the first batch that follows on it. */
function sayOnce({ noise }: Conversation): (channel: WatchedLog) => readonly Diagnostic[] {
  let told = false;
  return ({ input }) => {
    const what = noise.first ?? (noise.damaged > 0 ? `${noise.damaged} damaged lines` : null);
    if (told || what === null) return [];
    told = true;
    return [diagnostic("live-noise", input, what)];
  };
}

function nameOf(server: string): string {
  return server === "localhost" ? "this machine's logs" : `the logs of ${server}`;
}

const REAL_TIME: LiveClock = { ...systemClock, random: Math.random };
