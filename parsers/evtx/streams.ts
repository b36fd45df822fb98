import type { ParseSink } from "../format.ts";

/** More logs than this do not meet in one file unless somebody wants to fill our memory. */
const MOST_STREAMS = 10_000;

export type TellStream = (server: string | null, channel: string | null) => void;

/** Tells the sink once of each pair of server and channel. */
export function createStreams(sink: ParseSink): TellStream {
  const told = new Set<string>();
  let lastServer: string | null | undefined;
  let lastChannel: string | null | undefined;
  return (server, channel) => {
    if (server === lastServer && channel === lastChannel) return;
    lastServer = server;
    lastChannel = channel;
    const key = `${server === null ? 0 : 1}${channel === null ? 0 : 1}${server}\0${channel}`;
    if (told.has(key) || told.size >= MOST_STREAMS) return;
    told.add(key);
    sink.stream?.(server, channel);
  };
}
