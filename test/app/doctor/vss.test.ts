import { describe, expect, it } from "vitest";
import { exchangeWriter } from "../../../src/app/doctor/checks/exchange-writer.ts";
import { shadowStorage } from "../../../src/app/doctor/checks/shadow-storage.ts";
import { tools } from "../../../src/app/doctor/checks/tools.ts";
import { checked, told } from "./windows.ts";

const HEADING = "vssadmin 1.1 - ...\r\n(C) Copyright 2001-2013 Microsoft Corp.\r\n\r\n";
const EXCHANGE = "{76fe1ac4-15f7-4bcd-987e-8e1acb462fb7}";
const OTHER = "{afbab4a2-367d-4d15-a586-71dbb18f8485}";

const writer = (name: string, id: string, state: string, error: string): string =>
  `Writer name: '${name}'\r\n   Writer Id: ${id}\r\n   Writer Instance Id: ${OTHER}\r\n   State: ${state}\r\n   Last error: ${error}\r\n\r\n`;
const writers = (...texts: readonly string[]) => ({
  programs: { "vssadmin.exe list writers": { exitCode: 0, output: HEADING + texts.join("") } },
});
const REGISTRY = writer("Registry Writer", OTHER, "[1] Stable", "No error");
const ours = (state: string, error = "No error") =>
  writer("Microsoft Exchange Writer", EXCHANGE, state, error);

describe("the Exchange writer", () => {
  it.each([
    ["[1] Stable", "No error", "ok"],
    ["[1] Stable", "Retryable error", "warning"],
    ["[5] Waiting for completion", "No error", "warning"],
    ["[7] Failed", "Timed out", "failure"],
    ["[9] Failed", "No error", "failure"],
  ])("%s, %s: %s", async (state, error, expected) => {
    const report = await checked(exchangeWriter, writers(REGISTRY, ours(state, error)));
    expect(report).toMatchObject({
      state: expected,
      results: [{ says: expect.stringContaining(`${state}, last error: ${error}`) }],
    });
    expect(report.results[0]?.remedy === null).toBe(expected === "ok");
  });

  it("is missed where Exchange is installed, and only there", async () => {
    const machine = writers(REGISTRY);
    expect(await told(exchangeWriter, machine)).toEqual([
      "not-here: Exchange is not installed on this machine",
    ]);
    const env = { ExchangeInstallPath: "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\" };
    expect(await told(exchangeWriter, { ...machine, env })).toEqual([
      "failure: Exchange is installed here, and its writer is missing",
    ]);
  });

  it("is not taken for good when vssadmin fails, prints something else, or is not there", async () => {
    const vssadmin = (exitCode: number, output: string) => ({
      programs: { "vssadmin.exe list writers": { exitCode, output } },
    });
    expect(await told(exchangeWriter, vssadmin(2, `${HEADING}Error: no permission`))).toEqual([
      "failure: vssadmin failed (2): Error: no permission",
    ]);
    expect(await told(exchangeWriter, vssadmin(0, `${HEADING}Hallo`))).toEqual([
      "unknown: what vssadmin printed is not understood: Hallo",
    ]);
    expect(await told(exchangeWriter)).toEqual(["failure: there is no vssadmin.exe"]);
  });

  it("keeps what vssadmin printed, for the bundle", async () => {
    const kept: string[] = [];
    const keep = (name: string, text: string): void => void kept.push(name, text);
    await checked(exchangeWriter, { ...writers(REGISTRY, ours("[1] Stable")), ports: { keep } });
    expect(kept).toEqual(["vssadmin-list-writers.txt", expect.stringContaining(EXCHANGE)]);
  });
});

describe("shadow storage", () => {
  const storage = (used: string, maximum: string) => ({
    programs: {
      "vssadmin.exe list shadowstorage": {
        exitCode: 0,
        output: `${HEADING}Shadow Copy Storage association\r\n   For volume: (E:)\\\\?\\Volume${OTHER}\\\r\n   Shadow Copy Storage volume: (F:)\\\\?\\Volume${EXCHANGE}\\\r\n   Used Shadow Copy Storage space: ${used}\r\n   Allocated Shadow Copy Storage space: ${used}\r\n   Maximum Shadow Copy Storage space: ${maximum}\r\n`,
      },
    },
  });

  it("is good while there is room in it and on its disk", async () => {
    expect(await told(shadowStorage, storage("1 GB (1%)", "20 GB (10%)"))).toEqual([
      "ok: E: (kept on F:): 1.0 GiB of 20.0 GiB",
    ]);
    expect(await told(shadowStorage, storage("300 GB (10%)", "UNBOUNDED (100%)"))).toEqual([
      "ok: E: (kept on F:): 300.0 GiB of no limit",
    ]);
  });

  it("is told when it is nearly full, or its disk is", async () => {
    expect(await told(shadowStorage, storage("1.93 GB (1%)", "2.00 GB (1%)"))).toEqual([
      "warning: E: (kept on F:): 1.9 GiB of 2.0 GiB: nearly full",
    ]);
    const asked: string[] = [];
    const room = async (path: string) => {
      asked.push(path);
      return { free: 10 * 1024 ** 3, total: 1024 ** 4 };
    };
    expect(
      await told(shadowStorage, { ...storage("0 B (0%)", "UNBOUNDED (100%)"), ports: { room } }),
    ).toEqual([
      "ok: E: (kept on F:): 0 B of no limit",
      "warning: 10.0 GiB of 1.0 TiB are free on F:: shadow copies may not have room to grow",
    ]);
    expect(asked).toEqual(["F:\\"]);
  });

  it("need not be set up", async () => {
    const none = { exitCode: 1, output: `${HEADING}No items found that satisfy the query.\r\n` };
    expect(
      await checked(shadowStorage, { programs: { "vssadmin.exe list shadowstorage": none } }),
    ).toMatchObject({
      state: "ok",
    });
  });
});

it("tools are found by their full path, the 64-bit ones first, and missing ones are told with what needs them", async () => {
  const programs = {
    "diskshadow.exe": { exitCode: 0, output: "" },
    "esentutl.exe": { exitCode: 0, output: "" },
  };
  const report = await checked(tools, { programs });
  expect(report.results).toEqual([
    { state: "ok", says: "C:\\Windows\\Sysnative\\diskshadow.exe", remedy: null },
    {
      state: "warning",
      says: "there is no robocopy",
      remedy: expect.stringContaining("copy from a snapshot"),
    },
    { state: "ok", says: "C:\\Windows\\Sysnative\\esentutl.exe", remedy: null },
  ]);
});
