import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { CATALOGUE } from "../../src/catalogue/index.ts";
import { eventTime } from "../../src/correlate/normalise/time.ts";
import { normalise } from "../../src/correlate/normalise.ts";

const GUID = "3d2f77ec-302d-42d4-9eac-e38082398947";
const frozen = { origin: "EX1.evtx@0x1200", provider: "MSExchangeRepl", eventId: 2027, strings: [GUID] };

function event(fields: object) {
  return normalise(eventRecord({ ...frozen, ...fields }));
}

describe("time", () => {
  it("keeps the digits of a FILETIME as a fraction", () => {
    const read = event({ time: "2024-03-10T20:00:01.0547144Z" });
    // 2024-03-10T20:00:01Z is 1,710,100,801 s after 1970 (date -u +%s).
    expect(read?.time).toBeCloseTo(1_710_100_801_054.7144, 3);
    expect(read).toMatchObject({ precision: 1, ref: { time: "2024-03-10T20:00:01.054Z" } });
  });

  it("tells sources that know whole seconds only", () => {
    for (const time of ["2024-03-10T20:00:01.0000000Z", "2024-03-10T20:00:01Z"]) {
      expect(event({ time })).toMatchObject({
        time: 1_710_100_801_000,
        precision: 1000,
        ref: { time: "2024-03-10T20:00:01.000Z" },
      });
    }
  });

  it("takes no time for none, and also what no calendar has", () => {
    for (const time of [
      null,
      "",
      "10.03.2024 20:00",
      "1601-01-01T00:00:00.0000000Z",
      "2024-02-31T00:00:00Z",
      "2024-03-10T24:00:00Z",
      "2024-13-10T20:00:00Z",
    ]) {
      expect(event({ time })).toMatchObject({ time: null, ref: { time: "" } });
    }
  });
});

describe("the server", () => {
  it("has one name, the first label in lower case", () => {
    expect(event({ server: "MBX-1.domain.com" })).toMatchObject({
      server: "mbx-1",
      ref: { server: "MBX-1.domain.com" },
    });
    expect(event({ server: "MBX-1" })?.server).toBe("mbx-1");
    expect(event({ server: "10.0.0.5" })?.server).toBe("10.0.0.5");
    expect(event({ server: null })?.server).toBe("");
  });
});

describe("the evidence", () => {
  it("says where the event stands", () => {
    expect(event({ channel: "Application", recordId: 6_500_729, level: 2 })?.ref).toMatchObject({
      channel: "Application",
      recordId: 6_500_729,
      provider: "MSExchangeRepl",
      eventId: 2027,
      level: "error",
      origin: "EX1.evtx@0x1200",
    });
    expect([0, 1, 2, 3, 4, 5, 9, null].map((level) => event({ level })?.ref.level)).toEqual([
      "information",
      "critical",
      "error",
      "warning",
      "information",
      "verbose",
      "unknown",
      "unknown",
    ]);
  });

  it("shows the message that the log has, on one line", () => {
    expect(event({ message: "Die Datenbanken\r\n\r\nsind   eingefroren.\u0007\u202e " })?.ref.text).toBe(
      "Die Datenbanken sind eingefroren.",
    );
  });

  it("fills the known text, else names the event and its strings", () => {
    expect(event({})?.ref.text).toBe(
      `The Microsoft Exchange VSS Writer instance ${GUID} has successfully frozen the databases.`,
    );
    expect(event({ eventId: 2024, strings: [GUID, "80070020"] })?.ref.text).toBe(
      `MSExchangeRepl 2024: ${GUID}, 80070020`,
    );
    expect(event({ eventId: 2019, strings: [] })?.ref.text).toBe("MSExchangeRepl 2019");
    const ese = { provider: "ESE", eventId: 2001, strings: ["Information Store", "5340", "", "2"] };
    expect(event(ese)?.ref.text).toBe("Information Store (5340) Shadow copy instance 2 freeze started.");
  });

  it("stays short, and cuts no character in two", () => {
    const text = event({ message: `${"x".repeat(1998)}😀😀` })?.ref.text ?? "";
    expect(text).toBe(`${"x".repeat(1998)}…`);
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(event({ message: "x".repeat(100_000) })?.ref.text).toHaveLength(2000);
  });
});

describe("id and text", () => {
  const of = (eventId: number, message: string, provider = "ESE") =>
    event({ provider, eventId, strings: [], message })?.textBelongsTo;

  it("says when the text belongs to another id", () => {
    expect(of(2004, "ntdsutil (4812,D,50) Shadow copy instance 1 freeze started.", "ESENT")).toBe(2001);
    expect(
      of(2005, "Information Store (1) Shadow copy instance 1 starting. This will be a Copy shadow copy."),
    ).toBe(2009);
    expect(
      of(
        2025,
        `The Microsoft Exchange VSS Writer instance ${GUID} has successfully thawed the databases.`,
        "MSExchangeRepl",
      ),
    ).toBe(2029);
  });

  it("is content with the event's own text, pasted or wrapped as it may be", () => {
    expect(
      of(
        2001,
        "Information Store (5340) DB01: Shadow copy\n  instance 2 freeze started.\n\nFor more information",
      ),
    ).toBeNull();
    expect(
      of(
        507,
        "a (1) DB: A request to read from the file “D:\\a.edb” at offset 1 for 2 bytes succeeded, but took an abnormally long time (36 seconds) to be serviced by the OS.",
      ),
    ).toBeNull();
  });

  it("never calls a translated or an older text a mismatch", () => {
    expect(of(2004, "Information Store (1) Zeitüberschreitung der Schattenkopie 6 (20000 ms).")).toBeNull();
    expect(of(2004, "Shadow copy 6 time-out (20000 ms).")).toBeNull();
  });
});

describe("a record and its text", () => {
  const volume = "\\\\?\\Volume{4152f97e-b029-41c9-96ce-efa1b6232e54}\\";

  it.each([
    ["ESE", 2004, ["Information Store - DB01", "23412,G,0,15.01.2308.014", "", "7", "60000"]],
    ["ESE", 224, ["Information Store", "1444", "SG 1: ", "D:\\a b\\E00.log", "D:\\a b\\E01.log"]],
    ["ESE", 485, ["store", "1", "DB: ", "D:\\E00.log", "-1032", "5 (0x00000005)", "Access is denied. "]],
    [
      "ESE",
      474,
      ["store", "1", "DB: ", "D:\\a.edb", "1 (0x1)", "2 (0x2)", "-1018 (0xfffffc06)", "3", "4", "5 (0x5)"],
    ],
    ["ESE BACKUP", 960, ["msexchangerepl", "3528", "E2013N1"]],
    ["MSExchangeRepl", 2110, [`{${GUID}}`, "Mailbox Database 1.5", "Mailbox Database 1.5"]],
    ["MSExchangeRepl", 2034, [GUID, "8007064A"]],
    ["MSExchangeRepl", 2153, ["MBX1.contoso.com", "DB01\\MBX2", "timeout"]],
    ["MSExchangeIS", 9811, ["2", "DB's own"]],
    ["VSS", 12298, [volume, "0", "0x00000000", "0x80042314", "0x00000000"]],
    ["VSS", 8193, ["RegOpenKeyExW(-2147483646,...)", "0x80070005, Access is denied."]],
    ["volsnap", 25, ["", volume]],
    ["volsnap", 24, ["", "C:", "D:"]],
  ])("of %s %i give the same keys", (provider, eventId, strings) => {
    const read = event({ provider, eventId, strings });
    const message = read?.ref.text ?? "";
    const again = event({ provider, eventId, strings: [], message });
    expect(again).toMatchObject({ keysFrom: "text", textBelongsTo: null });
    expect(again?.keys).toEqual(read?.keys);
  });
});

describe("any record", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("C:\\", "'", "(1", GUID, "{", "\\\\?\\Volume{", "0x", " (1) ", ": ", "\n\n", "%1"),
  );
  const long = fc.array(text, { maxLength: 40 }).map((parts) => parts.join(""));

  it("is read without an error, to plain values and one line of text", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CATALOGUE),
        fc.array(long, { maxLength: 12 }),
        fc.option(long),
        fc.boolean(),
        (row, strings, message, named) => {
          const provider = named ? row.provider : null;
          const read = normalise(
            eventRecord({
              origin: "x",
              provider,
              channel: row.channel,
              eventId: row.id ?? 1,
              strings,
              message,
            }),
          );
          if (read === null) return;
          expect(read.ref.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
          expect(read.ref.text.length).toBeLessThanOrEqual(2000);
          expect(JSON.parse(JSON.stringify(read))).toEqual(read);
          for (const value of Object.values(read.keys)) {
            if (typeof value === "string") expect(value.length).toBeLessThanOrEqual(4096);
          }
        },
      ),
      { numRuns: process.env.THAWLINE_PROOF === "full" ? 20_000 : 400, seed: 7 },
    );
  });
});

describe("the strings of an event", () => {
  const stringsOf = (strings: readonly string[]) =>
    normalise(
      eventRecord({
        origin: "x",
        provider: "ESE",
        channel: "Application",
        eventId: 2001,
        strings,
        message: null,
      }),
    )?.ref.strings;

  it("stand beside its text as the record has them, empty ones too", () => {
    expect(stringsOf(["Information Store", "4312,D,50", "", "1"])).toEqual([
      "Information Store",
      "4312,D,50",
      "",
      "1",
    ]);
  });

  it("are cut to 256 characters, and no pair in two", () => {
    const [long, pair] = stringsOf(["x".repeat(257), `${"x".repeat(254)}\u{1f4be}yy`, "1"]) ?? [];
    expect(long).toBe(`${"x".repeat(255)}…`);
    expect(pair).toBe(`${"x".repeat(254)}…`);
  });

  it("are at most twenty, with the number of the others", () => {
    const many = Array.from({ length: 25 }, (_, index) => `s${index + 1}`);
    expect(stringsOf(many)?.slice(18)).toEqual(["s19", "… (6 more)"]);
    expect(stringsOf(many.slice(0, 20))?.at(-1)).toBe("s20");
  });

  it("are absent where the source has none", () => {
    expect(stringsOf([])).toBeUndefined();
    expect(stringsOf(["", ""])).toBeUndefined();
  });
});

describe("the last moment of the calendar", () => {
  it("stands for no time, and is not rounded into a year that no report can show", () => {
    expect(eventTime("9999-12-31T23:59:59.9999999Z")).toMatchObject({ time: null, text: "" });
    expect(eventTime("2026-03-01T20:00:00.5Z")).toMatchObject({ text: "2026-03-01T20:00:00.500Z" });
  });
});
