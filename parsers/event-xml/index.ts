export { type ParsedEvent, parseEventXml } from "./parse-event.ts";
