import { type DiagnosticCode, diagnostic } from "./diagnostics.ts";
import type { ParseOptions, ParseSink } from "./format.ts";
import type { Diagnostic, EventRecord } from "./record.ts";

/** What is known of a record without decoding all of it. */
export type EventHead = Pick<
  EventRecord,
  "server" | "channel" | "recordId" | "provider" | "eventId" | "time"
>;

/** What a text format hands its finds to; applies `wants`, names the streams, keeps diagnostics bounded. */
export interface EventSink {
  /** Whether the caller asked for such a record. One without provider or id cannot be refused. */
  wanted(head: Pick<EventHead, "provider" | "eventId">): boolean;
  /** Hands the record on, or passes it over when it is not wanted. */
  record(record: EventRecord): void;
  /** Tells of a record that was not decoded because it is not wanted. */
  skip(head: EventHead): void;
  report(code: DiagnosticCode, where: string, message: string): void;
  diagnostic(diagnostic: Diagnostic): void;
  /** Says how many diagnostics of each kind were kept back. */
  end(): void;
}

/** So many diagnostics of one kind are told one by one; the others only counted. */
const SHOWN = 50;
/** Hostile input can name a new computer in each record. */
const STREAMS = 10_000;

/** Wraps the sink of one file. */
export function createEventSink(sink: ParseSink, options: ParseOptions): EventSink {
  const counts = new Map<string, { count: number; readonly severity: Diagnostic["severity"] }>();
  const streams = new Set<string>();
  const wants = options.wants;

  const noteStream = ({ server, channel }: Pick<EventHead, "server" | "channel">): void => {
    const key = `${server ?? ""}\n${channel ?? ""}`;
    if (streams.has(key) || streams.size >= STREAMS) return;
    streams.add(key);
    sink.stream?.(server, channel);
  };

  const wanted: EventSink["wanted"] = ({ provider, eventId }) =>
    wants === undefined || provider === null || eventId === null || wants(provider, eventId);

  const skip: EventSink["skip"] = (head) => {
    noteStream(head);
    const recordId = typeof head.recordId === "number" ? head.recordId : null;
    sink.skipped?.(recordId, head.time === null ? Number.NaN : Date.parse(head.time));
  };

  const tell: EventSink["diagnostic"] = (found) => {
    const kind = counts.get(found.code) ?? { count: 0, severity: found.severity };
    counts.set(found.code, kind);
    if (++kind.count <= SHOWN) sink.diagnostic(found);
  };

  return {
    wanted,
    skip,
    record(record) {
      if (!wanted(record)) {
        skip(record);
        return;
      }
      noteStream(record);
      sink.record(record);
    },
    diagnostic: tell,
    report: (code, where, message) => tell(diagnostic(code, where, message)),
    end() {
      for (const [code, { count, severity }] of counts) {
        if (count <= SHOWN) continue;
        const message = `${count - SHOWN} more of the same, not listed.`;
        sink.diagnostic({ code, severity, where: options.name, message });
      }
      counts.clear();
    },
  };
}
