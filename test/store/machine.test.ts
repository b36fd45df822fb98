import { describe, expect, it } from "vitest";
import { inStore, stateFolder } from "./stores.ts";

const FAR = Number.POSITIVE_INFINITY;

describe("the log of the machine", () => {
  it("gives the newest state that has nothing of a second or later ones in it", () => {
    const folder = stateFolder();
    inStore(folder, ({ machine }) => {
      expect(machine.stateBefore(FAR)).toBeNull();
      machine.putState(10, { jobs: [] });
      machine.putState(20, { jobs: ["a"] });
      machine.putState(20, { jobs: ["b"] });
    });
    inStore(folder, ({ machine }) => {
      expect(machine.stateBefore(9)).toBeNull();
      // It is made from the events before its second, so it holds nothing of that second.
      expect(machine.stateBefore(10)).toEqual({ second: 10, state: { jobs: [] } });
      expect(machine.stateBefore(19)).toEqual({ second: 10, state: { jobs: [] } });
      expect(machine.stateBefore(20)).toEqual({ second: 20, state: { jobs: ["b"] } });
      expect(machine.stateBefore(FAR)).toEqual({ second: 20, state: { jobs: ["b"] } });
    });
  });

  it("goes back to before a second: its jobs and strays go, a state from before it stays", () => {
    inStore(stateFolder(), ({ machine }) => {
      for (const second of [30, 10, 20]) {
        machine.putState(second, `state ${second}`);
        machine.putConcluded(second, `job ${second}`);
        machine.putStray(second, { stray: second });
      }
      machine.rewind(20);
      expect(machine.stateBefore(FAR)).toEqual({ second: 20, state: "state 20" });
      expect(machine.concluded()).toEqual([{ second: 10, job: "job 10" }]);
      expect(machine.strays()).toEqual([{ second: 10, event: { stray: 10 } }]);
      machine.rewind(-1);
      expect(machine.stateBefore(FAR)).toBeNull();
      expect(machine.concluded()).toEqual([]);
      expect(machine.strays()).toEqual([]);
    });
  });

  it("keeps jobs and strays in the order in which they were put, also equal ones", () => {
    inStore(stateFolder(), ({ machine }) => {
      for (const second of [30, 10, 10, 20]) {
        machine.putConcluded(second, "same");
        machine.putStray(second, "same");
      }
      expect(machine.concluded().map(({ second }) => second)).toEqual([30, 10, 10, 20]);
      expect(machine.strays().map(({ second }) => second)).toEqual([30, 10, 10, 20]);
    });
  });

  it("thins states down to the newest that still serves, and forgets what lies before a second", () => {
    inStore(stateFolder(), ({ machine }) => {
      for (const second of [10, 20, 30]) {
        machine.putState(second, second);
        machine.putConcluded(second, second);
        machine.putStray(second, second);
      }
      machine.thin(25);
      expect(machine.stateBefore(19)).toBeNull();
      expect(machine.stateBefore(25)?.second).toBe(20);
      expect(machine.stateBefore(FAR)?.second).toBe(30);
      machine.forget(20);
      expect(machine.concluded().map(({ second }) => second)).toEqual([20, 30]);
      expect(machine.strays().map(({ second }) => second)).toEqual([20, 30]);
      // There is none before: all stay.
      machine.thin(5);
      expect(machine.stateBefore(25)?.second).toBe(20);
    });
  });
});
