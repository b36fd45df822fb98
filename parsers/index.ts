/** Formats of Windows event logs: bytes in, records and diagnostics out. No I/O, no clock, no Node. */
export { createTextDecoder, type TextDecoding } from "./decode.ts";
export { DIAGNOSTICS, type DiagnosticCode } from "./diagnostics.ts";
export * as diskshadow from "./diskshadow/index.ts";
export * as ese from "./ese/index.ts";
export * as eseutil from "./eseutil/index.ts";
export { eventCsv } from "./event-csv/index.ts";
export { eventJson } from "./event-json/index.ts";
export { eventText } from "./event-text/index.ts";
export { eventXml, type ParsedEvent, parseEventXml } from "./event-xml/index.ts";
export { evtx } from "./evtx/index.ts";
export { createEvtxWriter } from "./evtx/write.ts";
export type { DateOrder, Format, ParseOptions, Parser, ParseSink, Survey } from "./format.ts";
export type { Diagnostic, EventRecord } from "./record.ts";
export { eventRecord } from "./record.ts";
export { detect, FORMATS } from "./registry.ts";
export * as robocopy from "./robocopy/index.ts";
export * as vssadmin from "./vssadmin/index.ts";
