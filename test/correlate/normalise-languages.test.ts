import { describe, expect, it } from "vitest";
import { eventRecord } from "../../parsers/record.ts";
import { normalise } from "../../src/correlate/normalise.ts";

function event(provider: string | null, eventId: number, message: string) {
  return normalise(eventRecord({ origin: "post:1", provider, eventId, message }));
}

// The foreign sentences below are made up: they have the shape of a translated event, not its words.
describe("texts in other languages", () => {
  it("reads the engine's prefix, numbers and paths", () => {
    const prefix = "Information Store - DB 01 (4312,G,0,15.01.2507.006)";
    expect(event("ESE", 2004, `${prefix} Zeit der Schattenkopie 3 ist um (20000 ms).`)?.keys).toEqual({
      process: "Information Store - DB 01",
      pid: 4312,
      engineState: "G",
      build: "15.01.2507.006",
      database: "DB 01",
      eseInstance: 3,
      milliseconds: 20_000,
    });
    const logs =
      "D:\\Logs am Ort\\E0000000A1F.log und danach bis D:\\Logs am Ort\\E0000000B03.log werden entfernt.";
    expect(event("ESE", 224, `${prefix} DB 01: Dateien ${logs}`)?.keys).toMatchObject({
      firstLog: "D:\\Logs am Ort\\E0000000A1F.log",
      lastLog: "D:\\Logs am Ort\\E0000000B03.log",
    });
  });

  it("reads the database in front of a sentence, and takes no sentence for one", () => {
    expect(event("ESE", 225, "store (1444) First Storage Group: Es gibt nichts zu tun.")?.keys.database).toBe(
      "First Storage Group",
    );
    expect(event("ESE", 327, "store (1444) Die Datenbank wurde getrennt. Dauer: 5")?.keys).not.toHaveProperty(
      "database",
    );
    expect(event("ESE", 485, 'store (1444) Die Datei "C:\\a.log" bleibt: belegt')?.keys).toMatchObject({
      file: "C:\\a.log",
    });
  });

  it("tells error and instance apart wherever they stand", () => {
    expect(event("ESE", 2002, "store (1444) Fehler -2403 bei der Kopie 7.")?.keys).toMatchObject({
      eseInstance: 7,
      jetError: -2403,
    });
    expect(event("ESE", 2002, "store (1444) コピー 7 のエラー -2403")?.keys).toMatchObject({
      eseInstance: 7,
      jetError: -2403,
    });
  });

  it("reads GUIDs and quoted names of the writers", () => {
    const guid = "3d2f77ec-302d-42d4-9eac-e38082398947";
    for (const name of ["„DB01“", "«DB01»", "« DB01 »", "“DB01”", "'DB01'", '"DB01"', "「DB01」"]) {
      const text = `Sicherung von ${name} in {${guid.toUpperCase()}} ist fertig, es wird gekürzt.`;
      expect([name, event("MSExchangeRepl", 2046, text)?.keys]).toEqual([name, { guid, database: "DB01" }]);
    }
    expect(event("MSExchangeRepl", 2112, `Instanz ${guid}: Fehler 80070020 bei "DB01\\MBX2".`)?.keys).toEqual(
      {
        guid,
        hresult: "0x80070020",
        database: "DB01",
        copyServer: "mbx2",
      },
    );
    expect(event("MSExchangeIS", 9811, "Instanz 2 hat die Datenbank „DB01“ vorbereitet.")?.keys).toEqual({
      eseInstance: 2,
      database: "DB01",
    });
  });

  it("reads the master server of a surrogate backup", () => {
    expect(
      event("ESE BACKUP", 960, "msexchangerepl (3528) Dies ist ein Ersatz. Der Hauptserver heißt E2013N1.")
        ?.keys.peer,
    ).toBe("e2013n1");
  });
});

describe("events without a provider", () => {
  it("are not guessed when several providers share the id, unless the words decide", () => {
    expect(event(null, 5, "Something went wrong on C:.")).toBeNull();
    expect(
      event(
        null,
        5,
        "The shadow copy of volume X: could not be created due to insufficient non-paged memory pool for a bitmap structure.",
      ),
    ).toMatchObject({ ref: { provider: "volsnap" }, keys: { volume: "X:" } });
  });

  it("are not taken for the engine's when the text is another's", () => {
    expect(
      event(
        null,
        2004,
        "Memory is low. The following programs used most of it: sqlservr.exe (1234) used 99 bytes",
      ),
    ).toBeNull();
    expect(event(null, 102, "The service has been started.")).toBeNull();
  });

  it("belong to Exchange only when the text shows it", () => {
    const text = "Shadow copy instance 1 freeze started.";
    expect(event(null, 2001, `Information Store - DB01 (1) ${text}`)?.exchange).toBe(true);
    expect(event(null, 2001, `lsass (1) ${text}`)?.exchange).toBe(false);
  });
});
