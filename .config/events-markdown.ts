import { JET_CITATION, JET_ERRORS } from "../src/catalogue/codes-jet.ts";
import { VSS_CODES, WRITER_STATES } from "../src/catalogue/codes-vss.ts";
import { WINDOWS_CODES, WRITER_CODES } from "../src/catalogue/codes-windows.ts";
import { CATALOGUE } from "../src/catalogue/index.ts";
import { PROVIDERS } from "../src/catalogue/providers.ts";
import { TIMING } from "../src/catalogue/timing.ts";
import type { CatalogueRow } from "../src/model/catalogue.ts";
import { plain, table } from "./markdown.ts";

const INTRODUCTION = `# Events

What Thawline knows of the events that tell how a backup went: one entry for each id of each provider, with the place it is known from.

- **quoted**: seen in the cited source. **derived**: concluded from sources. **memory**: unproven, and never enough for a failure on its own.
- The word in code is the *signal*: what the event means to the correlation, whatever the Exchange version. The next words are the phase of the job and how the event ends it.
- The text is the vendor's and is given only where it is known. %1, %2, ... are the insertion strings in the order of the record. Texts of the database engine (ESE, ESENT, NTDS ISAM) begin with \`%1 (%2) %3\`, which is left out here.

## Which events are read

Providers are compared without case. Of the providers marked "all", records with ids that stand here and others are read; an id that does not stand here is kept for the timeline, as \`unknown\`, only where something ties it to a backup: ESE with the category ShadowCopy (16), MSExchangeRepl with the category of its writer (2), MSExchangeIS with an id from 9600 to 9659 or the category named so, and every id of ESE BACKUP. A busy server writes thousands of others a day.`;

/** `docs/events.md`: the catalogue for people. */
export function eventsMarkdown(): string {
  const names = [...new Set(CATALOGUE.map((row) => row.provider))];
  return [
    "<!-- Made by `npm run generate` from src/catalogue. -->",
    INTRODUCTION,
    table(
      ["provider", "rows of", "belongs to", "ids read"],
      PROVIDERS.map(({ name, rows, owner, wanted }) => [name, rows, OWNERS[owner], wanted]),
    ),
    ...names.flatMap(section),
    ...codes(),
    "## Timing",
    table(
      ["what", "value", "known from", "confidence"],
      TIMING.map(({ what, value, citation, confidence }) => [
        plain(what),
        plain(value),
        plain(citation),
        confidence,
      ]),
    ),
  ]
    .join("\n\n")
    .concat("\n");
}

const OWNERS = { exchange: "Exchange", engine: "the engine of another product", windows: "Windows" };

function section(provider: string): readonly string[] {
  const rows = CATALOGUE.filter((row) => row.provider === provider);
  const sorted = [...rows].sort((a, b) => (a.id ?? 0) - (b.id ?? 0));
  return [`## ${provider}`, ...sorted.map(entry)];
}

function entry(row: CatalogueRow): string {
  const id =
    row.id === null ? row.channel : row.lastId === undefined ? `${row.id}` : `${row.id} to ${row.lastId}`;
  const facts = [
    `\`${row.signal}\``,
    row.phase,
    row.outcome,
    row.type === undefined ? "" : `type ${row.type}`,
    row.level === null ? "" : `level ${row.level}`,
    row.category === null || row.category === "None" ? "" : `category ${row.category}`,
    row.versions.join(", "),
    row.confidence,
  ];
  const strings = row.strings.map(({ is }, n) => `%${n + 1} ${is}`).filter((_, n) => !isEnginePart(row, n));
  return [
    `### ${id}${row.symbol === null ? "" : ` ${row.symbol}`}`,
    `${facts.filter((fact) => fact !== "").join(" · ")}`,
    plain(row.meaning),
    row.template === null ? "" : `> ${plain(row.template.replace(/\s+/g, " "))}`,
    strings.length === 0 ? "" : `Strings: ${plain(strings.join("; "))}.`,
    row.carries === undefined ? "" : `Carries, in an order that is not known: ${row.carries.join(", ")}.`,
    `Known from: ${plain(row.citation)}.${row.note === null ? "" : ` Note: ${plain(row.note)}.`}`,
  ]
    .filter((line) => line !== "")
    .join("\n\n");
}

/** The three strings that all events of the engine begin with are told once, in the introduction. */
function isEnginePart(row: CatalogueRow, n: number): boolean {
  return row.provider === "ESE" && n < 3;
}

function codes(): readonly string[] {
  const hex = (code: number) => `0x${code.toString(16)}`;
  const named = [...VSS_CODES, ...WRITER_CODES, ...WINDOWS_CODES].map((code) => [
    hex(code.code),
    code.name,
    plain(code.meaning),
    plain(code.citation),
  ]);
  return [
    "## Codes of VSS, of its writers and of Windows",
    table(["code", "name", "meaning", "known from"], named),
    `## Errors of the database engine\n\nKnown from: ${plain(JET_CITATION)}. As a 32-bit number an error is its two's complement (0xfffff69d = -2403); the backup interface hands it on as 0xc8000000 + n (0xc8000713 = -1811).`,
    table(
      ["error", "name", "meaning"],
      JET_ERRORS.map(([code, name, meaning]) => [`${code}`, name, plain(meaning)]),
    ),
    "## States of a writer",
    table(
      ["state", "name"],
      WRITER_STATES.map(([state, name]) => [`${state}`, name]),
    ),
  ];
}
