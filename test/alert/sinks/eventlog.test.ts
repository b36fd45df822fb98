import { describe, expect, it } from "vitest";
import { createEventWriter, WRITE_EVENT_SCRIPT } from "../../../src/alert/event-writer.ts";
import { createSink } from "../../../src/alert/sinks/index.ts";
import type { AlertMessage } from "../../../src/model/alert.ts";
import type { Shell, ShellAnswer } from "../../../src/model/shell.ts";
import type { SinkSettings } from "../../../src/model/watch-settings.ts";
import { alert, message, NOTHING_ATTACHED } from "../message.ts";
import { never, ports } from "./ports.ts";

const settings: SinkSettings = {
  kind: "eventlog",
  name: "eventlog",
  source: "Thawline",
  minSeverity: "warning",
  timeoutSeconds: 5,
};

async function written(sent: AlertMessage) {
  const machine = ports();
  await createSink(settings, machine).send(sent, NOTHING_ATTACHED, never());
  return machine.events[0];
}

describe("the Windows event log", () => {
  // As docs/alerts.md lists them.
  it.each([
    ["open", "failure", 101, "error"],
    ["open", "warning", 102, "warning"],
    ["worse", "failure", 111, "error"],
    ["still", "failure", 121, "error"],
    ["still", "warning", 122, "warning"],
    ["resolved", "failure", 131, "information"],
    ["resolved", "warning", 132, "information"],
    ["test", "info", 143, "information"],
  ] as const)("gets %s of a %s as event %i, %s", async (reason, severity, id, level) => {
    expect(await written(message({ reason, severity }))).toMatchObject({ source: "Thawline", id, level });
  });

  it("gets what happened, where and what to do", async () => {
    expect((await written(message()))?.text).toBe(
      [
        "DB01 on MBX1: Databases frozen longer than allowed",
        "Full backup, failed, 2026-03-01 22:00:00 UTC",
        "",
        "Failure: DB01 on MBX1: Databases frozen longer than allowed (FREEZE_TIMEOUT)",
        "DB01 was frozen for 1 min 10 s; VSS allows 1 min.",
        "Do: Put fewer databases and volumes into one snapshot set.",
        "",
        "thawline 0.1.0, 2026-03-01 22:02:14 UTC",
      ].join("\n"),
    );
  });

  it("gets no more than a record takes, and nothing that the viewer would replace", async () => {
    const alerts = Array.from({ length: 90 }, (_, index) =>
      alert({ fingerprint: `x/${index}` }, { detail: `%1 %%2147 ${"🧊".repeat(3000)}` }),
    );
    const text = (await written(message({ alerts })))?.text ?? "";
    expect(text.length).toBeLessThanOrEqual(31_839);
    expect(text.length).toBeGreaterThan(31_000);
    expect(text).not.toMatch(/%[\d%]|[\uD800-\uDBFF]$/);
    expect(text).toContain("% 1");
  });

  it("is written by PowerShell, which gets the text as it is and has to say that it wrote", async () => {
    const asked: unknown[] = [];
    const answers: ShellAnswer[] = [
      { ok: true, rows: [["written"]] },
      { ok: true, rows: [] },
      { ok: false, reason: "script", message: "SecurityException: not allowed" },
    ];
    const shell: Shell = {
      ask: (script, values) => {
        asked.push([script, values]);
        return Promise.resolve(answers.shift() ?? { ok: true, rows: [] });
      },
      close: () => Promise.resolve(),
    };
    const write = createEventWriter(shell);
    const event = { source: "Thawline", id: 101, level: "error", text: "'); exit #\n$x" } as const;
    expect(await write(event, never())).toBeNull();
    expect(await write(event, never())).toBe("PowerShell did not say that it wrote");
    expect(await write(event, never())).toBe("SecurityException: not allowed");
    expect(asked[0]).toEqual([WRITE_EVENT_SCRIPT, ["Thawline", "101", "Error", "'); exit #\n$x"]]);
  });

  it("is tried again when it cannot be written, and not where there is none", async () => {
    const full = ports({ writeEvent: () => Promise.resolve("the log is full") });
    expect(await createSink(settings, full).send(message(), NOTHING_ATTACHED, never())).toEqual({
      kind: "retry",
      detail: "the log is full",
    });
    const none = ports({ writeEvent: null });
    expect(await createSink(settings, none).send(message(), NOTHING_ATTACHED, never())).toMatchObject({
      kind: "permanent",
    });
  });
});
