import fc from "fast-check";
import { expect, it } from "vitest";
import { NO_TIME } from "../../src/model/store.ts";
import type { OpenedStore } from "../../src/store/open-store.ts";
import { numbersOf, placed } from "./contents.ts";
import { stateFolder, watched } from "./stores.ts";

const RUNS = process.env.THAWLINE_PROOF === "full" ? 1_000 : 25;

type Kept = readonly { readonly second: number; readonly value: number }[];

/** What the two logs are to be: plain lists. */
interface Model {
  events: Kept;
  settled: number | null;
  states: Kept;
  concluded: Kept;
  strays: Kept;
}

interface Operation {
  readonly kind: "add" | "crowd" | "settle" | "state" | "concluded" | "stray" | "rewind" | "thin" | "forget";
  readonly second: number;
}

/** Few seconds, so that they meet. */
const second = fc.integer({ min: NO_TIME, max: 12 });
const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom(
    "add",
    "add",
    "crowd",
    "settle",
    "state",
    "concluded",
    "stray",
    "rewind",
    "thin",
    "forget",
  ),
  second,
});
/** Operations that are committed together, or undone together, or followed by a restart. */
const step = fc.record({
  operations: fc.array(operation, { minLength: 1, maxLength: 8 }),
  end: fc.constantFrom("commit", "commit", "fail", "restart"),
});

/** More than are read ahead at a time. */
const CROWD = 520;

function applied(model: Model, { kind, second: at }: Operation, value: number): Model {
  const before = (list: Kept): Kept => list.filter((one) => one.second < at);
  const since = (list: Kept): Kept => list.filter((one) => one.second >= at);
  const one = { second: at, value };
  switch (kind) {
    case "add":
      return { ...model, events: [...model.events, one] };
    case "crowd":
      return { ...model, events: [...model.events, ...Array.from({ length: CROWD }, () => one)] };
    case "settle":
      return { ...model, events: since(model.events), settled: Math.max(at, model.settled ?? at) };
    case "state":
      return { ...model, states: [...model.states.filter((it) => it.second !== at), one] };
    case "concluded":
      return { ...model, concluded: [...model.concluded, one] };
    case "stray":
      return { ...model, strays: [...model.strays, one] };
    case "rewind":
      return {
        ...model,
        states: model.states.filter((it) => it.second <= at),
        concluded: before(model.concluded),
        strays: before(model.strays),
      };
    case "thin": {
      const newest = Math.max(...model.states.filter((it) => it.second <= at).map((it) => it.second));
      return { ...model, states: model.states.filter((it) => it.second >= newest) };
    }
    case "forget":
      return { ...model, concluded: since(model.concluded), strays: since(model.strays) };
  }
}

function perform({ events, machine }: OpenedStore, { kind, second: at }: Operation, value: number): void {
  const some = Array.from({ length: kind === "crowd" ? CROWD : 1 }, () => ({
    second: at,
    placed: placed(value),
  }));
  if (kind === "add" || kind === "crowd") events.add(some);
  else if (kind === "settle") events.settle(at);
  else if (kind === "state") machine.putState(at, { value });
  else if (kind === "concluded") machine.putConcluded(at, { value });
  else if (kind === "stray") machine.putStray(at, { value });
  else machine[kind](at);
}

/** As the store would show a model. */
function shown({ events, settled, states, concluded, strays }: Model, from: number): unknown {
  const seconds = [...new Set(events.map((one) => one.second))]
    .filter((at) => at >= from)
    .sort((a, b) => a - b);
  const state = states.filter((one) => one.second <= from).sort((a, b) => b.second - a.second)[0];
  return {
    events: seconds.map((at) => [at, ...events.filter((one) => one.second === at).map((one) => one.value)]),
    of: events.filter((one) => one.second === from).map((one) => one.value),
    count: events.length,
    settled,
    state: state === undefined ? null : { second: state.second, state: { value: state.value } },
    concluded: concluded.map((one) => ({ second: one.second, job: { value: one.value } })),
    strays: strays.map((one) => ({ second: one.second, event: { value: one.value } })),
  };
}

function seen({ events, machine }: OpenedStore, from: number): unknown {
  return {
    events: [...events.from(from)].map((one) => [one.second, ...numbersOf(one.placed)]),
    of: numbersOf(events.of(from)),
    count: events.count(),
    settled: events.settled(),
    state: machine.stateBefore(from),
    concluded: machine.concluded(),
    strays: machine.strays(),
  };
}

it("keeps events and what was made of them as plain lists would", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, second), { maxLength: 12 }), (steps) => {
      const folder = stateFolder();
      let store = watched(folder);
      let model: Model = { events: [], settled: null, states: [], concluded: [], strays: [] };
      let value = 0;
      const undo = new Error("undo");
      for (const [{ operations, end }, from] of steps) {
        let next = model;
        const work = (): void =>
          store.transaction(() => {
            for (const one of operations) {
              value += 1;
              perform(store, one, value);
              next = applied(next, one, value);
            }
            if (end === "fail") throw undo;
          });
        if (end === "fail") expect(work).toThrow(undo);
        else {
          work();
          model = next;
        }
        if (end === "restart") {
          store.close();
          store = watched(folder);
        }
        expect(seen(store, from)).toEqual(shown(model, from));
        expect(seen(store, NO_TIME)).toEqual(shown(model, NO_TIME));
      }
      store.close();
    }),
    { numRuns: RUNS },
  );
});
