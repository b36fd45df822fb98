import { createTextDecoder } from "../decode.ts";
import { createEventSink } from "../event-sink.ts";
import type { Format, ParseOptions, Parser, ParseSink } from "../format.ts";
import { reportInvalid } from "../text-report.ts";
import { createBlockFinder, type XmlBlock } from "./blocks.ts";
import { headOfEvent } from "./head.ts";
import { parseEventXml } from "./parse-event.ts";
import { sniffEventXml } from "./sniff.ts";

export { type ParsedEvent, parseEventXml } from "./parse-event.ts";

/**
 * Events as XML: wevtutil, `ToXml()`, Event Viewer, archived forwarded events; with or without root element,
 * whole, damaged, cut, or among other text.
 */
export const eventXml: Format = { name: "event-xml", sniff: sniffEventXml, parse };

function parse(target: ParseSink, options: ParseOptions): Parser {
  const sink = createEventSink(target, options);
  const decoder = createTextDecoder();
  const where = (line: number): string => `${options.name}:${line}`;

  const block = ({ text, line, tooLong }: XmlBlock): void => {
    if (tooLong)
      sink.report("event-xml-too-long", where(line), "An event of more than 4 Mi characters was cut.");
    const head = options.wants === undefined ? null : headOfEvent(text);
    if (head !== null && !sink.wanted(head)) {
      sink.skip(head);
      return;
    }
    const { record, diagnostics } = parseEventXml(text, where(line));
    for (const found of diagnostics) sink.diagnostic(found);
    if (record !== null) sink.record(record);
  };

  const finder = createBlockFinder({
    block,
    headless: (line) =>
      sink.report(
        "event-xml-headless",
        where(line),
        "The end of an event whose beginning is not in the text.",
      ),
  });

  return {
    write: (bytes) => finder.write(decoder.write(bytes)),
    end() {
      finder.write(decoder.end());
      finder.end();
      reportInvalid(sink, options.name, decoder);
      sink.end();
    },
  };
}
