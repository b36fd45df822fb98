import { describe, expect, it } from "vitest";
import { firstLabel, sameName, sameServer, shortName } from "../../src/model/names.ts";

describe("names", () => {
  it.each([
    ["MBX1.corp.example.com", "MBX1", "mbx1"],
    [" MBX1 ", "MBX1", "mbx1"],
    ["192.0.2.10", "192.0.2.10", "192.0.2.10"],
    ["2001:DB8::1", "2001:DB8::1", "2001:db8::1"],
    [".odd", ".odd", ".odd"],
    ["", "", ""],
  ])("of %j the first label is %j", (name, label, short) => {
    expect(firstLabel(name)).toBe(label);
    expect(shortName(name)).toBe(short);
  });

  it("know a server by its short and its full name", () => {
    expect(sameServer("mbx1.corp.example.com", "MBX1")).toBe(true);
    expect(sameServer("MBX1", "MBX10")).toBe(false);
    expect(sameServer("192.0.2.10", "192.0.2.11")).toBe(false);
  });

  it("are compared without case", () => {
    expect(sameName("db01", "DB01")).toBe(true);
    expect(sameName("DB01", "DB1")).toBe(false);
  });
});
