import type { Readable } from "node:stream";
import { wantedEvents, wants } from "../../catalogue/index.ts";
import type { TalkingProcess } from "../../model/process.ts";
import type { InputSummary, Source } from "../../model/source.ts";
import type { Store } from "../../model/store.ts";
import type { WatchedServer } from "../../model/watch-settings.ts";
import { createPathSource, createStdinSource } from "../../source/follow/index.ts";
import type { KnownInput } from "../../source/follow/options.ts";
import { createLiveSource } from "../../source/live/index.ts";

export interface SourceParts {
  /** Live logs of servers. */
  readonly servers: readonly WatchedServer[];
  /** Files and folders; `-` is standard input. */
  readonly files: readonly string[];
  /** False: what is there is read, and that is all. */
  readonly follow: boolean;
  /** Milliseconds between two looks at a file; absent: a second. */
  readonly poll?: number;
  /** How far live logs are read back at the very first start; absent: as they see fit. */
  readonly days?: number;
  readonly timeZone?: string | undefined;
  readonly store: Store;
  readonly stdin: Readable;
  readonly folder: () => string;
  readonly startChild: (script: string) => TalkingProcess;
}

/** The sources that a watcher is to follow. Sources of one name are one. */
export function createSources(parts: SourceParts): readonly Source[] {
  const { startChild, days } = parts;
  const back = days === undefined ? {} : { days };
  const live = parts.servers.map(({ name, channels }) =>
    createLiveSource({ server: name, channels, queries: wantedEvents(), startChild, ...back }),
  );
  const files = parts.files.map((path) => fileSource(path, parts));
  return [...new Map([...live, ...files].map((source) => [source.name, source])).values()];
}

function fileSource(path: string, parts: SourceParts): Source {
  const { follow, timeZone, folder, stdin, store } = parts;
  const options = { wants, timeZone, folder, known: knownInputs(store, path) };
  if (path === "-") return createStdinSource({ ...options, stdin });
  const poll = parts.poll === undefined ? {} : { poll: parts.poll };
  return createPathSource({ ...options, ...poll, path, follow });
}

/** What the store has of the inputs of a source. */
function knownInputs(store: Store, source: string): (input: string) => KnownInput | null {
  return (input) => {
    const reading = store.bookmarks.readings().find((it) => it.source === source && it.input === input);
    if (reading === undefined) return null;
    const note = store.bookmarks.inputs().find(({ path }) => path === input);
    return { logs: reading.logs, summary: note === undefined ? null : withoutUsed(note) };
  };
}

function withoutUsed({ used: _, ...summary }: InputSummary & { readonly used: number }): InputSummary {
  return summary;
}
