import { createLineSplitter, createTextDecoder, type TextDecoding } from "../decode.ts";
import { createEventSink, type EventSink } from "../event-sink.ts";
import type { Format, ParseOptions, Parser, ParseSink, Survey } from "../format.ts";
import { createTimeReader, type TimeReader } from "../local-time/reader.ts";
import { reportInvalid } from "../text-report.ts";
import { sureness } from "./dialect.ts";
import { createTableReader } from "./table.ts";

/** Tables of events: Event Viewer, Export-Csv of Get-WinEvent and Get-EventLog, Log Parser, PsLogList. */
export const eventCsv: Format = { name: "event-csv", sniff, parse, survey };

function sniff(head: Uint8Array): number {
  const decoder = createTextDecoder();
  const text = decoder.write(head) + decoder.end();
  return sureness(text.split(/\r\n?|\n/, 60));
}

function parse(target: ParseSink, options: ParseOptions): Parser {
  const sink = createEventSink(target, options);
  const times = createTimeReader(sink, options);
  const decoder = createTextDecoder();
  const reader = readTable(sink, options, times, decoder);
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

function survey(options: ParseOptions): Survey {
  const sink = createEventSink({ record() {}, diagnostic() {} }, { name: options.name });
  const times = createTimeReader(sink, { name: options.name });
  const reader = readTable(sink, options, times, createTextDecoder());
  return {
    write: reader.write,
    end() {
      reader.end();
      const { order } = times.decide();
      return order === null ? {} : { dateOrder: order };
    },
  };
}

function readTable(sink: EventSink, options: ParseOptions, times: TimeReader, decoder: TextDecoding): Parser {
  const table = createTableReader(sink, options.name, times);
  const lines = createLineSplitter(table.line);
  return {
    write: (bytes) => lines.write(decoder.write(bytes)),
    end() {
      lines.write(decoder.end());
      lines.end();
      table.end();
    },
  };
}
