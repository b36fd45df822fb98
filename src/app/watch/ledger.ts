import { dedupe } from "../../correlate/dedupe.ts";
import { initialState, type State, type TrackedJob } from "../../correlate/machine/state.ts";
import { finish, step } from "../../correlate/machine/step.ts";
import { comparePlaced, placedTime } from "../../correlate/order.ts";
import { createStrays } from "../../correlate/strays.ts";
import type { BackupEvent, Placed } from "../../model/event.ts";
import { NO_TIME, type Store } from "../../model/store.ts";
import { type Concluded, createShelf, type Shelf } from "./shelf.ts";

/**
 * Keeps the machine true to the events that are stored, in whatever order they come. Seconds are worked through in
 * order; when an event comes that belongs before what was worked through, the machine goes back to a state from
 * before it and goes on from there. So the end depends on the set of events alone, and a replay, a live run and one
 * that was killed and started again come to the same.
 */
export interface Ledger {
  /** Stores events; nothing is made of them before `advance`. @returns the seconds of those that came too late, and were left out */
  add(events: readonly Placed[]): readonly number[];
  /**
   * Works through all seconds before `until` that have not been, or have got new events.
   *
   * @returns the first of them; null: there was none
   */
  advance(until: number): number | null;
  /** What a judgement looks at: all jobs, concluded or open, and the events of none. */
  view(): LedgerView;
  /** Lets go of what lies before a second, as far as a stored state allows. */
  settle(second: number): void;
}

export interface LedgerView {
  readonly concluded: readonly Concluded[];
  readonly open: readonly TrackedJob[];
  readonly strays: readonly BackupEvent[];
}

/** The machine before a second: made from all events of earlier seconds and of no other. */
interface Mark {
  readonly second: number;
  readonly state: State;
}

/** The second that was worked through last; more of it may still come. */
interface Head extends Mark {
  readonly events: Placed[];
  readonly taken: readonly BackupEvent[];
}

/** Events that are late by less than this many seconds with events need no state from the store. */
const MARKS_IN_MEMORY = 512;
/** A state is stored after so many events, or five times as many as it holds: states stay a small part of the store. */
const EVENTS_PER_STATE = 2_000;

/** All calls have to be made within transactions of the store. */
export function createLedger(store: Store, limits: State["limits"]): Ledger {
  let shelf: Shelf = createShelf(store.machine);
  let marks: Mark[] = [];
  let state = initialState(limits);
  let head: Head | null = null;
  /** The first second that has to be worked through; all before it have been. */
  let next = NO_TIME;
  let sinceStored = 0;

  load(Number.POSITIVE_INFINITY);
  return { add, advance, view, settle };

  /** Begins with the newest stored state before a second, and forgets what was made from later events. */
  function load(second: number): void {
    const stored = store.machine.stateBefore(second);
    next = stored?.second ?? store.events.settled() ?? NO_TIME;
    store.machine.rewind(next);
    shelf = createShelf(store.machine);
    state = stored === null ? initialState(limits) : { ...(shelf.revive(stored.state) as State), limits };
    marks = [{ second: next, state }];
    head = null;
    sinceStored = 0;
  }

  function add(events: readonly Placed[]): readonly number[] {
    const settled = store.events.settled() ?? NO_TIME;
    const all = events.map((placed) => ({ second: secondOf(placed), placed }));
    const kept = all.filter((it) => it.second >= settled);
    store.events.add(kept);
    let earliest = Number.POSITIVE_INFINITY;
    for (const { second, placed } of kept) {
      if (second < earliest) earliest = second;
      if (second === head?.second) head.events.push(placed);
    }
    if (head !== null && earliest === head.second) next = earliest;
    else if (earliest < next) goBack(earliest);
    return all.flatMap(({ second }) => (second < settled ? [second] : []));
  }

  function goBack(second: number): void {
    const mark = marks.findLast((it) => it.second <= second);
    if (mark === undefined) {
      load(second);
      return;
    }
    marks.length = marks.indexOf(mark) + 1;
    store.machine.rewind(mark.second);
    shelf.rewind(mark.second);
    ({ state, second: next } = mark);
    head = null;
  }

  function advance(until: number): number | null {
    let first: number | null = null;
    if (head !== null && head.second === next && next < until) {
      first = next;
      work(head.second, head.events);
    }
    for (const { second, placed } of store.events.from(next)) {
      if (second >= until) break;
      first ??= second;
      work(second, [...placed]);
    }
    return first;
  }

  function work(second: number, placed: Placed[]): void {
    const events = [...dedupe([...placed].sort(comparePlaced))];
    // What came to this second since usually stands behind what it had.
    const grown = head?.second === second && head.taken.every((event, index) => event === events[index]);
    if (!grown) begin(second);
    const before = marks.at(-1)?.state ?? state;
    for (const event of events.slice(grown ? head?.taken.length : 0)) {
      const done = step(state, event, event.time);
      state = done.state;
      for (const effect of done.effects) shelf.take(second, effect);
      sinceStored += 1;
    }
    head = { second, state: before, events: placed, taken: events };
    next = second + 1;
  }

  /** Remembers the state before a second, and stores it now and then. */
  function begin(second: number): void {
    if (head?.second === second) goBack(second);
    if (marks.at(-1)?.second !== second) marks.push({ second, state });
    if (marks.length > MARKS_IN_MEMORY) marks = marks.slice(MARKS_IN_MEMORY / 2);
    const held = state.jobs.reduce((sum, job) => sum + job.events.length, 0);
    if (sinceStored < Math.max(EVENTS_PER_STATE, held * 5)) return;
    store.machine.putState(second, state);
    sinceStored = 0;
  }

  function view(): LedgerView {
    const open = finish(state).effects;
    const strays = createStrays();
    for (const event of shelf.strays()) strays.add(event);
    for (const effect of open) if (effect.kind === "stray") strays.add(effect.event);
    return {
      concluded: shelf.concluded(),
      open: open.flatMap((effect) => (effect.kind === "concluded" ? [effect.job] : [])),
      strays: strays.kept,
    };
  }

  function settle(second: number): void {
    const stored = store.machine.stateBefore(second);
    if (stored === null || stored.second <= (store.events.settled() ?? NO_TIME)) return;
    store.events.settle(stored.second);
    store.machine.thin(stored.second);
    shelf.forget(stored.second);
    marks = marks.filter((it) => it.second >= stored.second);
  }
}

/** The second that an event is kept under: of its own time, or of the event that it stands behind. */
function secondOf(placed: Placed): number {
  const time = placedTime(placed);
  return time === null ? NO_TIME : Math.max(0, Math.floor(time / 1000));
}
