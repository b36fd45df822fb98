import { describe, expect, it } from "vitest";
import { sameServer, shortServer } from "../../../src/report/view/server.ts";

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

  it("know a server by its short and its full name", () => {
    expect(sameServer("mbx1.corp.example.com", "MBX1")).toBe(true);
    expect(sameServer("MBX1", "MBX10")).toBe(false);
    expect(sameServer("192.0.2.10", "192.0.2.11")).toBe(false);
  });
});
