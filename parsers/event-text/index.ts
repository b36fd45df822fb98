import { createLineSplitter, createTextDecoder, type TextDecoding } from "../decode.ts";
import { createEventSink, type EventSink } from "../event-sink.ts";
import type { Format, ParseOptions, Parser, ParseSink, Survey } from "../format.ts";
import { createTimeReader, type TimeReader } from "../local-time/reader.ts";
import { reportInvalid } from "../text-report.ts";
import { createTextReader, type TextReader } from "./reader.ts";

/** Events as people paste them: labelled lines of many tools and languages, tables, one-liners, quoted in prose. */
export const eventText: Format = { name: "event-text", sniff, parse, survey };

/** More than fragments of XML get when labelled lines surround them, less than any format that is sure. */
const SURE = 0.45;
const OTHERS = 0.2;

function sniff(head: Uint8Array): number {
  const sink = createEventSink({ record() {}, diagnostic() {} }, { name: "" });
  const reader = readText(sink, "", createTimeReader(sink, { name: "" }), createTextDecoder());
  reader.write(head);
  reader.end();
  const kinds = [...reader.kinds];
  if (kinds.length === 0) return 0;
  // Formats of their own read these better.
  return kinds.every((kind) => kind === "xml" || kind === "json") ? OTHERS : SURE;
}

function parse(target: ParseSink, options: ParseOptions): Parser {
  const sink = createEventSink(target, options);
  const times = createTimeReader(sink, options);
  const decoder = createTextDecoder();
  const reader = readText(sink, options.name, times, decoder);
  return {
    write: reader.write,
    end() {
      reader.end();
      times.end();
      reportInvalid(sink, options.name, decoder);
      sink.end();
    },
  };
}

function survey({ name }: ParseOptions): Survey {
  const sink = createEventSink({ record() {}, diagnostic() {} }, { name });
  const times = createTimeReader(sink, { name });
  const reader = readText(sink, name, times, createTextDecoder());
  return {
    write: reader.write,
    end() {
      reader.end();
      const { order } = times.decide();
      return order === null ? {} : { dateOrder: order };
    },
  };
}

function readText(
  sink: EventSink,
  name: string,
  times: TimeReader,
  decoder: TextDecoding,
): Parser & Pick<TextReader, "kinds"> {
  const text = createTextReader(sink, name, times);
  const lines = createLineSplitter(text.line);
  return {
    write: (bytes) => lines.write(decoder.write(bytes)),
    end() {
      lines.write(decoder.end());
      lines.end();
      text.end();
    },
    kinds: text.kinds,
  };
}
