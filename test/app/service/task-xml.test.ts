import { readFileSync } from "node:fs";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { accountOf, serviceArguments, troubleWith } from "../../../src/app/service/service.ts";
import { taskFile, taskXml } from "../../../src/app/service/task-xml.ts";
import { argvOf } from "./argv.ts";
import { serviceOf } from "./services.ts";

/** Texts of elements by name, with an independent parser; throws where it is no XML. */
function elementsOf(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => open.push(name));
  parser.on("text", (text) => found.set(open.at(-1) ?? "", text));
  parser.on("closetag", () => open.pop());
  parser.write(xml).close();
  return found;
}

describe("the task", () => {
  it("is the one that was looked over by hand", () => {
    const golden = readFileSync(new URL("task.xml", import.meta.url), "utf8");
    expect(taskXml(serviceOf()).replaceAll("\r\n", "\n")).toBe(golden);
  });

  it("is a file in UTF-16 with its mark, as it says", () => {
    const bytes = taskFile(serviceOf({ stateFolder: "D:\\Größe" }));
    expect([...bytes.subarray(0, 4)]).toEqual([0xff, 0xfe, 0x3c, 0x00]);
    const text = new TextDecoder("utf-16le", { fatal: true }).decode(bytes);
    expect(text).toContain('encoding="UTF-16"');
    expect(elementsOf(text).get("WorkingDirectory")).toBe("D:\\Größe");
  });

  it.each([
    ["SYSTEM", false, "S-1-5-18", undefined],
    ["NT AUTHORITY\\Network Service", false, "S-1-5-20", undefined],
    ["local service", false, "S-1-5-19", undefined],
    ["CORP\\thawline$", false, "CORP\\thawline$", "Password"],
    ["CORP\\svc", false, "CORP\\svc", "Password"],
    ["CORP\\svc", true, "CORP\\svc", "S4U"],
  ])("of %s (without password: %s) is of %s, logon %s", (name, s4u, user, logon) => {
    const found = elementsOf(taskXml(serviceOf({ account: accountOf(name, s4u) })));
    expect(found.get("UserId")).toBe(user);
    expect(found.get("LogonType")).toBe(logon);
    expect(found.get("RunLevel")).toBe("LeastPrivilege");
  });

  it("has the rights of an administrator only when asked", () => {
    expect(elementsOf(taskXml(serviceOf({ highest: true }))).get("RunLevel")).toBe("HighestAvailable");
  });

  it("hands every path to the program as it is, or says that it cannot", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (stateFolder, config) => {
        const service = serviceOf({ stateFolder, config });
        if (troubleWith(service) !== null) return;
        const found = elementsOf(taskXml(service));
        expect(argvOf(found.get("Arguments") ?? "")).toEqual(serviceArguments(service));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [{ stateFolder: "D:\\%TEMP%" }],
    [{ config: "D:\\$(Arg0)" }],
    [{ logFile: "D:\\a\nb" }],
    [{ name: "a\\b" }],
    [{ name: "" }],
    [{ account: accountOf("x\u0000y", false) }],
  ])("%j is refused", (more) => {
    expect(troubleWith(serviceOf(more))).not.toBeNull();
  });

  it("usual paths are not refused", () => {
    expect(troubleWith(serviceOf({ stateFolder: "D:\\Größe (1) & 'x'\\日本" }))).toBeNull();
  });
});
