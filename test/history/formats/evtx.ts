import { createEvtxWriter } from "../../../parsers/evtx/write.ts";
import { type Form, kept } from "./form.ts";

/** The log itself, as Event Viewer's "Save all events as" writes it without display information. */
export const evtxForm: Form = {
  name: "evtx",
  format: "evtx",
  extension: "evtx",
  loses: "the rendered text",
  numbered: true,
  named: true,
  strings: true,
  write: (records) => {
    const writer = createEvtxWriter();
    for (const record of records) writer.add(record);
    return writer.finish();
  },
  kept: (records) => records.map(({ taskName: _taskName, ...record }) => kept({ ...record, message: null })),
};
