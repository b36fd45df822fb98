// The one import of this folder (docs/adr/0001): the record of the parsers is the raw event of the domain.
export type { Diagnostic, EventRecord as RawEvent } from "../../parsers/record.ts";
