import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { normalise } from "../../src/correlate/normalise.ts";

const pasted = new URL("../../../shared/data/pasted-events/", import.meta.url);

function event(provider: string | null, eventId: number, message: string, more: object = {}) {
  return normalise(eventRecord({ origin: "post:1", provider, eventId, message, ...more }));
}

/** What a post holds between two of its words, which a reader of the format would give as the message. */
function cut(file: string, from: string, to: string): string {
  const text = readFileSync(new URL(file, pasted), "utf8");
  const start = text.indexOf(from);
  const end = to === "" ? text.length : text.indexOf(to, start + from.length);
  if (start < 0 || end < 0) throw new Error(`${file} does not hold ${from} ... ${to}`);
  return text.slice(start + from.length, end);
}

describe.skipIf(!existsSync(pasted))("pasted texts (skipped where ../shared/data is not there)", () => {
  it("reads the start of a job of Exchange 2010", () => {
    const file = "01-timmcmic-wsb-ex2010-active-full-start.txt";
    const prepared = event("MSExchangeIS", 9606, cut(file, "Message: Exchange", "Time:"));
    expect(prepared).toMatchObject({
      signal: "writer-prepared",
      keysFrom: "text",
      keys: { guid: "3d2f77ec-302d-42d4-9eac-e38082398947" },
      textBelongsTo: null,
    });
    const started = event(
      "ESE",
      2005,
      cut(
        file,
        "ID: 2005\nLevel: Information\nSource: ESE\nMachine: Server1-A.domain.com\nMessage: ",
        "Time:",
      ),
    );
    expect(started?.keys).toEqual({ process: "Information Store", pid: 5340, eseInstance: 2 });
    const engine = event(
      "MSExchangeIS",
      9811,
      cut(file, "Message: Exchange VSS Writer (instance 2)", "Time:").replace(
        /^/,
        "Exchange VSS Writer (instance 2)",
      ),
    );
    expect(engine?.keys).toEqual({ eseInstance: 2, database: "DATABASE" });
  });

  it("reads the database of Exchange 2013 and the category", () => {
    const message = cut("02-timmcmic-225-dag-active-2013-xml.txt", "Description:\n", "Event Xml:");
    expect(event("ESE", 225, message, { taskName: "ShadowCopy" })).toMatchObject({
      signal: "logs-not-deleted",
      shadowCopyTask: true,
      keys: { process: "Information Store - DAG-DB0", pid: 1444, database: "DAG-DB0" },
    });
    // The XML of the post ends inside the first string: the text has more to tell.
    expect(event("ESE", 225, message, { strings: ["In"] })?.keys.database).toBe("DAG-DB0");
  });

  it("reads the errors of Exchange 2003", () => {
    const refused = cut("03-kb910250-ex2003-9607-backup-in-progress.txt", "Description: ", "Data:");
    const binary = "4261636B757020696E2070726F67726573732E00";
    expect(event("MSExchangeIS", 9607, refused, { binary })?.keys).toEqual({
      hresult: "0x50d",
      binaryText: "Backup in progress.",
    });
    const frozen = cut("05-kb933779-ex2003-freeze-error-2403.txt", "Description:\n", "Event Type");
    expect(event("MSExchangeIS", 9611, frozen)?.keys).toEqual({ hresult: "0xfffff69d", jetError: -2403 });
    const engine = cut("05-kb933779-ex2003-freeze-error-2403.txt", "Category: ShadowCopy", "").split(
      "Description:\n",
    )[1];
    expect(event("ESE", 2002, engine ?? "")?.keys).toEqual({
      process: "Information Store",
      pid: 5992,
      jetError: -2403,
    });
  });

  it("infers the provider of a table's rows, and of prose", () => {
    const rows = cut("04-kb910250-ex2003-abort-table.txt", "Event ID | Event Data |\n", "")
      .trim()
      .split("\n");
    const read = rows.map((row) => row.split(" | ")).map(([id, text]) => event(null, Number(id), text ?? ""));
    expect(read.map((e) => [e?.ref.provider, e?.signal, e?.exchange])).toEqual([
      ["MSExchangeIS", "writer-snapshot-prepared", true],
      ["MSExchangeIS", "writer-aborted", true],
      ["MSExchangeIS", "writer-prepare-failed", true],
    ]);
    const failed = event(null, 2034, cut("08-msqa-1302450-ex2016-2034-FFFFFFFC.txt", 'ID: 2034 "', '"'));
    expect(failed).toMatchObject({
      signal: "writer-complete-failed",
      exchange: true,
      keys: { guid: "f622dbda-d7d4-40eb-bcf0-50b9d962e20a", hresult: "0xfffffffc" },
    });
    const retried = event(null, 16389, cut("08-msqa-1302450-ex2016-2034-FFFFFFFC.txt", 'ID:16389 "', '"'));
    expect(retried).toMatchObject({ signal: "requester-warning", exchange: false });
    const quota = cut("26-volsnap36-json-get-eventlog.txt", '"Message": "', '"');
    expect(event(null, 36, quota)).toMatchObject({ signal: "shadow-storage", keys: { volume: "C:" } });
    expect(event(null, 6008, "The previous system shutdown was unexpected.")).toBeNull();
    const errors = event(null, 547, cut("25-wsb-event547.txt", "Description:", ""));
    expect(errors).toMatchObject({ signal: "requester-warning", keys: { volume: "F:" } });
    expect(
      event(null, 8224, cut("37-eventlogmonitor-one-line-vss.txt", "**8224I:**", "**8193E"))?.signal,
    ).toBe("vss-idle");
  });

  it("reads the time-out of Windows 2003, which is not Exchange's", () => {
    const message = cut(
      "06-kb826936-esent-freeze-timeout-20000ms.txt",
      "Event ID: 2004 Description: ",
      "Event Type",
    );
    expect(event(null, 2004, message)).toMatchObject({
      signal: "session-timed-out",
      exchange: false,
      textBelongsTo: null,
      keys: { eseInstance: 6, milliseconds: 20_000 },
    });
  });

  it("reads which server a passive copy's backup tells", () => {
    const message = cut("10-emc-bottk-ex2013-passive-960.txt", "ESE Backup:\n\n", "\n\nIn this case");
    expect(event("ESE Backup", 960, message)).toMatchObject({
      signal: "surrogate-running",
      keys: { process: "msexchangerepl", pid: 3528, peer: "e2013n1" },
    });
  });

  it("reads a German VSS text like the English one", () => {
    const file = "13-duplicati-1297-vss8194-german-and-english.txt";
    const german = event("VSS", 8194, cut(file, "second the English one\n", "---"));
    const english = event("VSS", 8194, cut(file, "server system:\n", ""));
    for (const read of [german, english]) {
      expect(read).toMatchObject({
        signal: "vss-noise",
        textBelongsTo: null,
        keys: { hresult: "0x80070005" },
      });
    }
    expect(german?.keys.vssContext).toContain("Generatorname: System Writer");
    expect(english?.keys.vssContext).toContain("Writer Name: System Writer");
  });

  it("reads volumes as letters and as Markdown has mangled them", () => {
    const held = cut(
      "19-msqa-1499687-volsnap8-flush-hold-timeout.txt",
      "DC-01.mydomain.com\nDescription:",
      "",
    );
    expect(event("volsnap", 8, held)).toMatchObject({ signal: "flush-hold-timeout", keys: { volume: "C:" } });
    const lost = cut("30-technologytoolbox-volsnap25-xml.txt", "Description:\\\n", "Event Xml");
    expect(event("volsnap", 25, lost)).toMatchObject({
      signal: "shadow-storage",
      keys: { volume: "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}" },
    });
  });

  it("reads a damaged page in the wording of older engines", () => {
    const message = cut("23-ntds-isam-474-1018.txt", "error-1018|", "|");
    expect(event("NTDS ISAM", 474, message)).toMatchObject({
      signal: "page-corrupt",
      exchange: false,
      keys: { file: "E:\\NTDS\\Data\\ntds.dit", jetError: -1018 },
    });
  });

  it("says of a made-up sample that id and text disagree", () => {
    const message = cut("35-untrustworthy-esent2004-freeze-started.txt", "Description:\n", "");
    expect(event("ESENT", 2004, message, { taskName: "Logging/Recovery" })).toMatchObject({
      textBelongsTo: 2001,
      exchange: false,
      shadowCopyTask: false,
      keys: { process: "ntdsutil", pid: 4812, eseInstance: 1 },
    });
  });
});
