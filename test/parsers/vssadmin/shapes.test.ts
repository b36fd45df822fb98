import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readVssadmin } from "../../../parsers/vssadmin/index.ts";

const HEADING =
  "vssadmin 1.1 - Outil en ligne de commande\r\n(C) Copyright 2001-2013 Microsoft Corp.\r\n\r\n";
const A = "{AFBAB4A2-367D-4D15-A586-71DBB18F8485}";
const B = "{3f1c3b2e-0000-4000-8000-000000000001}";

function writer(name: string, error: string, state = 1): string {
  return [
    `Nom du r\u00E9dacteur : '${name}'`,
    `   ID du r\u00E9dacteur : ${A}`,
    `   ID d'instance du r\u00E9dacteur : ${B}`,
    `   \u00C9tat : [${state}] Stable`,
    `   Derni\u00E8re erreur : ${error}`,
    "",
    "",
  ].join("\r\n");
}

const writersOf = (...texts: readonly string[]) => {
  const answer = readVssadmin("writers", HEADING + texts.join(""), 0);
  return answer.kind === "listed" ? answer.items : answer.kind;
};

describe("in a language that is not known", () => {
  it("writers are read, with blanks before the colons", () => {
    expect(writersOf(writer("System Writer", "Aucune erreur", 9))).toMatchObject([
      { name: "System Writer", id: "afbab4a2-367d-4d15-a586-71dbb18f8485", state: 9, condition: "failed" },
    ]);
  });

  it("what nearly all stable writers say is no error, and what one alone says proves nothing", () => {
    const calm = ["A", "B", "C", "D"].map((name) => writer(name, "Aucune erreur"));
    const read = writersOf(...calm, writer("Microsoft Exchange Writer", "Nouvelle tentative possible"));
    expect(read).toMatchObject([...calm.map(() => ({ hasError: false })), { hasError: true }]);
    expect(writersOf(writer("A", "Aucune erreur"))).toMatchObject([{ hasError: null }]);
    expect(writersOf(writer("A", "x"), writer("B", "y"), writer("C", "x"))).toMatchObject([
      { hasError: null },
      { hasError: null },
      { hasError: null },
    ]);
  });

  it("a colon of another script, or of another code page, does no harm", () => {
    const text = writer("System Writer", "x").replaceAll(" : ", "\uFF1A ");
    expect(writersOf(text)).toMatchObject([{ name: "System Writer", state: 1, lastError: "x" }]);
    expect(writersOf(writer("System Writer", "x").replaceAll(" : ", "\xA3\xBA "))).toMatchObject([
      { name: "System Writer", state: 1 },
    ]);
  });

  it("sizes are read with the units and separators of other cultures", () => {
    const lines = (used: string, maximum: string) =>
      [
        "Association de stockage",
        "   Pour le volume : (D:)\\\\?\\Volume{cbd6257a-71bb-4473-b800-498f0a8e380c}\\",
        "   Volume de stockage : \\\\?\\Volume{7ac1d461-2f0e-4f5b-9d2a-1c4be8d0f911}\\",
        `   Utilis\u00E9 : ${used}`,
        "   Allou\u00E9 : 0 octets (0%)",
        `   Maximal : ${maximum}`,
      ].join("\n");
    const read = (used: string, maximum: string) =>
      readVssadmin("shadowstorage", HEADING + lines(used, maximum), 0);
    expect(read("1,5 Go (3 %)", "UNBOUNDED (100%)")).toMatchObject({
      items: [
        {
          volume: { path: "D:", guid: "cbd6257a-71bb-4473-b800-498f0a8e380c" },
          storage: { path: null, guid: "7ac1d461-2f0e-4f5b-9d2a-1c4be8d0f911" },
          used: { bytes: 1_610_612_736, percent: 3 },
          allocated: { bytes: 0 },
          maximum: { bytes: null, percent: 100, unbounded: true },
        },
      ],
    });
    // 1,023.5 MB in bytes: 1023.5 * 1048576
    expect(read("1\u00A0023,5 Mo (1%)", "1,023.5 MB (1%)")).toMatchObject({
      items: [{ used: { bytes: 1_073_217_536 }, maximum: { bytes: 1_073_217_536 } }],
    });
    expect(read("5 \u0413\u0411 (4%)", "7 GB (5%)")).toMatchObject({
      items: [{ used: { bytes: null, percent: 4, unbounded: false } }],
    });
  });
});

it("reads shadow copies of several sets", () => {
  const set = (id: string, copies: readonly number[]) =>
    [
      `Contents of shadow copy set ID: {${id}}`,
      `   Contained ${copies.length} shadow copies at creation time: 3/1/2026 8:00:12 PM`,
      ...copies.flatMap((n) => [
        `      Shadow Copy ID: {0000000${n}-0000-4000-8000-000000000000}`,
        "         Original Volume: (E:)\\\\?\\Volume{cbd6257a-71bb-4473-b800-498f0a8e380c}\\",
        `         Shadow Copy Volume: \\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy${n}`,
        "         Originating Machine: MBX1.example.com",
        "         Provider: 'Microsoft Software Shadow Copy provider 1.0'",
        "         Type: ApplicationRollback",
        "",
      ]),
    ].join("\r\n");
  const text = `${HEADING}${set("aaaaaaaa-0000-4000-8000-000000000000", [1, 2])}\r\n${set("bbbbbbbb-0000-4000-8000-000000000000", [3])}`;
  const answer = readVssadmin("shadows", text, 0);
  expect(answer.kind === "listed" && answer.unread).toEqual([]);
  expect(answer.kind === "listed" && answer.items.map(({ id, set: of }) => `${id[7]} of ${of[0]}`)).toEqual([
    "1 of a",
    "2 of a",
    "3 of b",
  ]);
  expect(answer).toMatchObject({
    items: [
      {
        created: "3/1/2026 8:00:12 PM",
        volume: { path: "E:", guid: "cbd6257a-71bb-4473-b800-498f0a8e380c" },
        device: "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1",
        provider: "Microsoft Software Shadow Copy provider 1.0",
      },
      {},
      {},
    ],
  });
});

it("reads providers", () => {
  const text = `${HEADING}Provider name: 'Microsoft Software Shadow Copy provider 1.0'\n   Provider type: System\n   Provider Id: {b5946137-7b9f-4925-af80-51abd60b20d5}\n   Version: 1.0.0.7\n`;
  expect(readVssadmin("providers", text, 0)).toMatchObject({
    items: [
      {
        name: "Microsoft Software Shadow Copy provider 1.0",
        id: "b5946137-7b9f-4925-af80-51abd60b20d5",
        version: "1.0.0.7",
      },
    ],
  });
});

describe("nothing is taken for success", () => {
  it("that is not whole, empty, or something else", () => {
    const half = writer("System Writer", "x").split("\r\n").slice(0, 3).join("\r\n");
    for (const text of ["", HEADING, half, "Zugriff verweigert", writer("A", "x").replace("[1]", "")]) {
      expect(readVssadmin("writers", text, 0).kind).toBe("unrecognised");
    }
    const both = readVssadmin("writers", `${HEADING}${writer("A", "x")}${half}`, 0);
    expect(both).toMatchObject({ kind: "listed", items: [{ name: "A" }] });
    expect(both.kind === "listed" && both.unread).toHaveLength(3);
  });

  it("that ends with another exit code than 0", () => {
    expect(readVssadmin("writers", writer("A", "x"), 1).kind).toBe("failed");
    expect(readVssadmin("shadows", "Es wurden keine Elemente gefunden.", 1).kind).toBe("failed");
  });

  it("whatever it holds", () => {
    const pieces = fc.constantFrom("Name: 'x'", "  {", A, `  a: ${B}`, "  b: [1] ok", "\n", " ", ": ", "\r");
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: "binary" }))), (parts) => {
        for (const list of ["writers", "shadows", "shadowstorage", "providers", "volumes"] as const) {
          const answer = readVssadmin(list, parts.join("\n"), 0);
          if (answer.kind === "listed") expect(answer.items.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
