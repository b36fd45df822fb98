import type { OpenedStore } from "../../src/store/open-store.ts";
import { database, finding, input, job } from "../report/fixtures/build.ts";
import { alert, message, placed } from "./contents.ts";

/** Something of everything, with rows that need more than a page. */
export function fill(store: OpenedStore): void {
  store.transaction(() => {
    store.events.add(
      Array.from({ length: 120 }, (_, number) => ({ second: 100 + number, placed: placed(number) })),
    );
    store.bookmarks.put("live", "live/System", { position: { at: 7 }, taken: 120 });
    store.bookmarks.putReadings("live", "live/System", []);
    store.bookmarks.putInput(input("a.evtx"));
    for (const second of [100, 150]) {
      store.machine.putState(second, { text: "state ".repeat(2_000) });
      store.machine.putConcluded(second, { text: "job" });
      store.machine.putStray(second, { text: "stray" });
    }
    for (const id of ["a", "b", "c"])
      store.verdicts.putJob(job(id, { databases: [database(`DB-${id}`, "MBX1")] }), [
        finding(id, "FREEZE_SLOW"),
      ]);
    store.verdicts.putFindings([finding("f", "EVENTS_LOST")]);
    store.alerts.put(alert("x"));
    store.outbox.add("mail", message("k"), 5);
    store.notes.put("first-start", 5);
  });
}

/** All that can be read, but for the counters of the outbox, which have no checksum. */
export function everything({
  events,
  bookmarks,
  machine,
  verdicts,
  alerts,
  outbox,
  notes,
}: OpenedStore): unknown {
  return {
    events: [...events.from(-1)],
    bookmarks: [bookmarks.position("live"), bookmarks.taken("live", "live/System")],
    inputs: [bookmarks.readings(), bookmarks.inputs()],
    states: [machine.stateBefore(120), machine.stateBefore(200)],
    machine: [machine.concluded(), machine.strays()],
    jobs: [
      verdicts.jobs(),
      verdicts.jobs({ server: "mbx1" }),
      verdicts.jobs({ database: "db-a" }),
      verdicts.job("b"),
    ],
    findings: [verdicts.findings(), verdicts.coverage()],
    alerts: alerts.all(),
    outbox: outbox.due("mail", 5, 10).map(({ id, sink, state, message: sent }) => [id, sink, state, sent]),
    notes: notes.get("first-start"),
  };
}
