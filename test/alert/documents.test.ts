import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/settings-file.ts";
import { faultsOf, NO_ALERTMANAGER } from "./sinks/alertmanager-binary.ts";

const text = readFileSync(new URL("../../docs/alerts.md", import.meta.url), "utf8");
const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, kind = "", code = ""]) => ({
  kind,
  code,
}));
const folder = mkdtempSync(join(tmpdir(), "thawline-documents-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const skipped = NO_ALERTMANAGER !== null && (process.env.CI ?? "") === "";

describe("docs/alerts.md", () => {
  it("shows a configuration of each kind of sink, and all can be read", async () => {
    const kinds: string[] = [];
    for (const [index, { code }] of blocks.filter(({ code }) => code.startsWith("alerts:")).entries()) {
      const path = join(folder, `${index}.yaml`);
      writeFileSync(path, code);
      const { watch } = await readConfig(path);
      kinds.push(...watch.alerts.sinks.map((sink) => sink.kind));
    }
    expect(kinds.toSorted()).toEqual([
      "alertmanager",
      "command",
      "email",
      "eventlog",
      "ping",
      "slack",
      "teams",
      "webhook",
    ]);
  });

  it("shows how to check a signature, and that holds", async () => {
    const path = join(folder, "genuine.mjs");
    writeFileSync(path, blocks.find(({ kind }) => kind === "js")?.code ?? "");
    const { genuine } = await import(pathToFileURL(path).href);
    const time = `${Math.floor(Date.now() / 1000)}`;
    const headers = (body: string, at = time) => ({
      "x-thawline-timestamp": at,
      "x-thawline-signature": `sha256=${createHmac("sha256", "key").update(`${at}.${body}`).digest("hex")}`,
    });
    expect(genuine(headers("{}"), "{}", "key")).toBe(true);
    expect(genuine(headers("{}"), "{ }", "key")).toBe(false);
    expect(genuine(headers("{}"), "{}", "other")).toBe(false);
    expect(genuine(headers("{}", "1000"), "{}", "key")).toBe(false);
    expect(genuine({}, "{}", "key")).toBe(false);
  });

  it.skipIf(skipped)(`shows rules that Alertmanager takes${skipped ? ` (${NO_ALERTMANAGER})` : ""}`, () => {
    const rules = blocks.find(({ code }) => code.includes("inhibit_rules:"))?.code ?? "";
    const nobody = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n";
    expect(rules).toContain("source_matchers");
    expect(faultsOf(nobody + rules)).toBe("");
    expect(faultsOf(nobody + rules.replace("equal:", "equals:"))).not.toBe("");
  });
});
