import { createLineSplitter, createTextDecoder, type TextDecoding } from "./decode.ts";
import { createEventSink, type EventSink } from "./event-sink.ts";
import type { Format, ParseOptions, Parser, ParseSink, Survey } from "./format.ts";
import { createTimeReader, type TimeReader } from "./local-time/reader.ts";
import { reportInvalid } from "./text-report.ts";

/** Reads the lines of a format; gives events to its sink, and its dates to its time reader. */
export interface LineReader {
  line(line: string, number: number): void;
  end(): void;
}

export type CreateLineReader = (sink: EventSink, name: string, times: TimeReader) => LineReader;

/** Parser and survey of a format of lines whose dates only the whole file makes clear (docs/adr/0003). */
export function datedLines(create: CreateLineReader): Required<Pick<Format, "parse" | "survey">> {
  return {
    parse: (target, options) => parse(create, target, options),
    survey: (options) => survey(create, options),
  };
}

/** Bytes in, lines to the reader; what is held back follows at the end. */
export function readLines(reader: LineReader, decoder: TextDecoding): Parser {
  const lines = createLineSplitter(reader.line);
  return {
    write: (bytes) => lines.write(decoder.write(bytes)),
    end() {
      lines.write(decoder.end());
      lines.end();
      reader.end();
    },
  };
}

/** A sink for what is read only to be looked at. */
export function createIdleSink(name: string): EventSink {
  return createEventSink({ record() {}, diagnostic() {} }, { name });
}

function parse(create: CreateLineReader, target: ParseSink, options: ParseOptions): Parser {
  const sink = createEventSink(target, options);
  const times = createTimeReader(sink, options);
  const decoder = createTextDecoder();
  const reader = readLines(create(sink, options.name, times), decoder);
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

function survey(create: CreateLineReader, { name }: ParseOptions): Survey {
  const sink = createIdleSink(name);
  const times = createTimeReader(sink, { name });
  const reader = readLines(create(sink, name, times), createTextDecoder());
  return {
    write: reader.write,
    end() {
      reader.end();
      const { order } = times.decide();
      return order === null ? {} : { dateOrder: order };
    },
  };
}
