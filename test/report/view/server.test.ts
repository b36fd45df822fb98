import { describe, expect, it } from "vitest";
import { shortServer } from "../../../src/report/view/server.ts";

describe("names of servers", () => {
  it.each([
    ["MBX1.corp.example.com", "MBX1"],
    ["MBX1", "MBX1"],
    ["192.0.2.10", "192.0.2.10"],
    ["2001:db8::1", "2001:db8::1"],
    [".odd", ".odd"],
    ["", "unknown server"],
  ])("%s goes by %s", (name, short) => {
    expect(shortServer(name)).toBe(short);
  });
});
