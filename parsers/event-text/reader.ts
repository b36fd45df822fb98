import type { LineReader } from "../dated-lines.ts";
import type { EventSink } from "../event-sink.ts";
import type { TimeReader } from "../local-time/reader.ts";
import { begin, createContext } from "./context.ts";
import { createDraft, type Draft, hasId } from "./draft.ts";
import { partsOfLine } from "./fields.ts";
import { inData, inXml } from "./in-block.ts";
import { inHeader } from "./in-header.ts";
import { inIdle } from "./in-idle.ts";
import { inMessage } from "./in-message.ts";
import { oneLineEvent } from "./shapes.ts";

/** Reads the events of one text, line by line. Holds one event, and the lines that may begin the next. */
interface TextReader extends LineReader {
  /** How the events found so far are written. */
  readonly kinds: ReadonlySet<Draft["kind"]>;
}

const FENCE = /^\s*(?:`{3,}|~{3,})\s*\w*\s*$/;
const XML_START = /^\s*<(?:[\w.-]+:)?Event[\s>]/;
/** wevtutil's text output counts the events: `Event[0]:`, on newer systems without the colon. */
const COUNTED = /^Event\[\d+\]:?\s*$/;
/** So many labelled lines without an id at the end of a text are an event that was cut. */
const CUT_HEADER = 3;

/** A reader of one text. */
export function createTextReader(sink: EventSink, name: string, times: TimeReader): TextReader {
  const context = createContext(sink, name, times);

  const beginXml = (line: string, number: number): void => {
    if (context.draft === null || !hasId(context.draft)) begin(context, createDraft(number, "xml"), "xml");
    if (context.draft === null) return;
    context.mode = "xml";
    inXml(context, context.draft, line, number);
  };

  const takeText = (line: string, number: number): void => {
    const { draft, mode } = context;
    const single = oneLineEvent(line, number);
    if (single !== null) begin(context, single, "message");
    else if (draft === null) inIdle(context, line, number);
    else if (mode === "header") inHeader(context, draft, line, number);
    else if (mode === "data") inData(context, draft, line, number);
    else inMessage(context, draft, line, number);
  };

  const take = (line: string, number: number): void => {
    const { draft, mode } = context;
    if (COUNTED.test(line)) begin(context, createDraft(number, "text"));
    else if (FENCE.test(line)) return;
    else if (XML_START.test(line)) {
      if (mode === "xml" && (draft?.xml.length ?? 0) > 0) begin(context, null);
      beginXml(line, number);
    } else if (mode === "xml" && draft !== null) inXml(context, draft, line, number);
    else takeText(line, number);
  };

  return {
    line(line, number) {
      for (const part of partsOfLine(line)) take(part, number);
      context.blankBefore = line.trim() === "";
    },
    end() {
      const { draft, next } = context;
      const cut = next?.draft ?? draft;
      const open = next !== null || (context.mode === "header" && cut?.kind === "text");
      const none = next !== null && next.draft.fields.size < CUT_HEADER;
      if (!none && cut !== null && open && (hasId(cut) || cut.fields.size >= CUT_HEADER)) {
        const kept = hasId(cut) ? "what there is of it was kept" : "it has no id and was dropped";
        const message = `The text ends before the message of an event; ${kept}.`;
        sink.report("event-text-cut", `${name}:${cut.line}`, message);
        context.next = null;
      }
      begin(context, null);
    },
    get kinds() {
      return context.kinds;
    },
  };
}
