import { describe, expect, it } from "vitest";
import { type Check, failure, notHere, ok, unknown, warning } from "../../../src/app/doctor/check.ts";
import { CHECKS } from "../../../src/app/doctor/checks/index.ts";
import { node } from "../../../src/app/doctor/checks/node.ts";
import { verdictOf } from "../../../src/app/doctor/run-checks.ts";
import type { CheckReport, CheckState } from "../../../src/model/doctor.ts";
import { checked } from "./windows.ts";

const check = (run: Check["run"], more: Partial<Check> = {}): Check => ({
  ...{ name: "one", title: "One", seconds: 30 },
  run,
  ...more,
});

describe("a check", () => {
  it("is as good as the worst of its results", async () => {
    const states = async (...results: Awaited<ReturnType<Check["run"]>>) =>
      (await checked(check(async () => results))).state;
    expect(await states(ok("a"), warning("b", "c"), failure("d", "e"), unknown("f"))).toBe("failure");
    expect(await states(ok("a"), unknown("b"), warning("c", "d"))).toBe("warning");
    expect(await states(ok("a"), unknown("b"), notHere("c"))).toBe("unknown");
    expect(await states(notHere("a"), ok("b"))).toBe("ok");
    expect(await states()).toBe("unknown");
  });

  it("that does not come to its end is not known", async () => {
    const silent = check(() => new Promise(() => undefined), { seconds: 0.05 });
    expect(await checked(silent)).toMatchObject({
      state: "unknown",
      results: [{ says: "no answer within 0.05 s" }],
    });
  });

  it("of Windows is not made elsewhere", async () => {
    const never = check(() => Promise.reject(new Error("ran")), { windowsOnly: true });
    expect(await checked(never, { ports: { platform: "linux" } })).toMatchObject({ state: "not-here" });
  });
});

it("the verdict is that of the worst check, and what is not here does not count", () => {
  const verdict = (...states: CheckState[]) =>
    verdictOf(
      states.map((state): CheckReport => ({ name: "x", title: "X", state, seconds: 0, results: [] })),
    );
  expect(verdict("ok", "not-here")).toBe("ok");
  expect(verdict("not-here")).toBe("ok");
  expect(verdict("ok", "unknown")).toBe("unknown");
  expect(verdict("unknown", "warning")).toBe("warning");
  expect(verdict("warning", "failure", "unknown")).toBe("failure");
});

it("checks have names of their own, for scripts", () => {
  const names = CHECKS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

it.each([
  ["20.18.3", "x64", "failure"],
  ["20.19.0", "x64", "ok"],
  ["24.1.0", "arm64", "ok"],
  ["22.13.0", "ia32", "warning"],
])("Node.js %s, %s: %s", async (version, architecture, expected) => {
  expect(await checked(node, { ports: { node: version, architecture } })).toMatchObject({ state: expected });
});
