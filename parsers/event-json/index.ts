import { createTextDecoder } from "../decode.ts";
import { createEventSink } from "../event-sink.ts";
import type { Format, ParseOptions, Parser, ParseSink } from "../format.ts";
import { createTimeReader } from "../local-time/reader.ts";
import { reportInvalid } from "../text-report.ts";
import { utcTime } from "../utc-time.ts";
import { createObjectFinder, type JsonPiece, type ObjectSink } from "./objects.ts";
import { holdsEvents, recogniseEvent } from "./recognise.ts";
import { parseObject } from "./repair.ts";
import { sniffEventJson } from "./sniff.ts";

/**
 * Events as JSON: our own NDJSON, Winlogbeat, Vector, PowerShell's ConvertTo-Json, evtx_dump and what scripts
 * make of them; a line each, in lists, in wrappers, whole or as a fragment.
 */
export const eventJson: Format = { name: "event-json", sniff: sniffEventJson, parse };

const BROKEN = {
  damaged: ["event-json-damaged", "An object is no JSON from some place on; it was dropped."],
  cut: ["event-json-cut", "The text ends inside an object; only what is complete in it was read."],
  headless: ["event-json-cut", "The text begins inside an object; it was dropped."],
} as const;
/** So many places of objects that are no events are named. */
const PLACES = 3;

function parse(target: ParseSink, options: ParseOptions): Parser {
  const sink = createEventSink(target, options);
  const times = createTimeReader(sink, options);
  const decoder = createTextDecoder();
  const where = (line: number): string => `${options.name}:${line}`;
  const unknown = { count: 0, places: [] as string[] };

  const object = ({ text, line }: JsonPiece): boolean => {
    const value = parseObject(text);
    if (value === null) {
      sink.report(BROKEN.damaged[0], where(line), BROKEN.damaged[1]);
      return true;
    }
    const origin = where(line);
    const readTime = (written: string): string | null => exactTime(written) ?? times.read(written, origin);
    const record = recogniseEvent(value, { origin, readTime });
    if (record !== null) {
      sink.record(record);
      return true;
    }
    if (holdsEvents(value)) return false;
    unknown.count++;
    if (unknown.places.length < PLACES) unknown.places.push(origin);
    return true;
  };

  const broken: ObjectSink["broken"] = (line, how) =>
    sink.report(BROKEN[how][0], where(line), BROKEN[how][1]);
  const finder = createObjectFinder({ object, broken }, { firstLine: options.firstLine ?? 1 });

  return {
    write: (bytes) => finder.write(decoder.write(bytes)),
    end() {
      finder.write(decoder.end());
      finder.end();
      if (unknown.count > 0) {
        const message = `${unknown.count} objects are no events in a known shape; first at ${unknown.places.join(", ")}.`;
        sink.report("event-json-unrecognised", unknown.places[0] ?? options.name, message);
      }
      times.end();
      reportInvalid(sink, options.name, decoder);
      sink.end();
    },
  };
}

/** Times with an offset need no zone and no order. */
function exactTime(written: string): string | null {
  return /^\d{4,5}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(written) ? utcTime(written) : null;
}
