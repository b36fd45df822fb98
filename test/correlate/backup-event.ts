import type { BackupEvent } from "../../src/model/event.ts";

type Ref = BackupEvent["ref"];

/** An event of MBX1's Application log; only what a test is about has to be given. */
export function backupEvent(
  fields: Partial<Omit<BackupEvent, "ref">> & { readonly ref?: Partial<Ref> } = {},
): BackupEvent {
  const time = fields.time === undefined ? Date.UTC(2026, 2, 1, 20) : fields.time;
  return {
    signal: "session-frozen",
    type: null,
    outcome: "normal",
    phase: "freeze",
    confidence: "quoted",
    keys: {},
    precision: 1,
    server: "mbx1",
    exchange: true,
    shadowCopyTask: true,
    keysFrom: "strings",
    textBelongsTo: null,
    ...fields,
    time,
    ref: {
      server: "MBX1",
      channel: "Application",
      recordId: null,
      provider: "ESE",
      eventId: 2001,
      time: time === null ? "" : new Date(time).toISOString(),
      level: "information",
      text: "",
      origin: "test:1",
      ...fields.ref,
    },
  };
}
