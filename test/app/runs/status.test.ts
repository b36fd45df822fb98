import { describe, expect, it } from "vitest";
import { statusOf } from "../../../src/app/status/status.ts";
import { openStore } from "../../../src/store/open-store.ts";
import { record } from "../../backup/verified.ts";
import { at, database, event, finding, job } from "../../report/fixtures/build.ts";
import { withFolder } from "../watch/replaying.ts";

const SET = "99999999-9999-4999-8999-999999999999";
const seen = event("22:00:00", "EX1.example.com", 7, "MSExchangeRepl", 2021, "asked");

describe("how things stand", () => {
  it("counts a backup as good only where its run does not say otherwise", async () => {
    await withFolder(async (folder) => {
      const store = openStore({ folder, mode: "watch" });
      const databases = [database("DB01", "EX1.example.com")];
      const servers = ["EX1.example.com"];
      store.verdicts.putJob(job(SET, { guid: SET, servers, databases, events: [seen] }), []);
      const now = Date.parse(at("23:30:00"));
      const good = (runs: Parameters<typeof statusOf>[2]) =>
        statusOf(store, now, runs).databases.map(({ name, goodFull, newest }) => [
          name,
          goodFull,
          newest.outcome,
        ]);
      const ended = Date.parse(at("23:12:40"));
      expect(good([])).toEqual([["DB01", ended, "succeeded"]]);
      expect(good([record()])).toEqual([["DB01", ended, "succeeded"]]);
      expect(
        good([record({ findings: [finding("V1", "PAGE_CORRECTED", { severity: "warning" })] })]),
      ).toEqual([["DB01", ended, "succeeded"]]);
      expect(good([record({ findings: [finding("V1", "CHECKSUM_FAILED")] })])).toEqual([
        ["DB01", null, "failed"],
      ]);
      expect(good([record({ outcome: "failed" })])).toEqual([["DB01", null, "failed"]]);
      store.close();
    });
  });
});
