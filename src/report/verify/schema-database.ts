import {
  COUNT,
  COUNT_OR_NULL,
  listOf,
  object,
  oneOf,
  orNull,
  ref,
  type SchemaNode,
  said,
  TEXT,
} from "../schema-parts.ts";
import { OPINIONS, READS } from "./words.ts";

const INTEGER: SchemaNode = { type: "integer" };
const PAGES = listOf(INTEGER, "Page numbers, -1 and 0 for the headers; the first 1,000.");

/** What is said of every file. */
export const FILE = {
  path: TEXT,
  bytes: COUNT,
  seconds: said({ type: "number", minimum: 0 }, "How long it took to read and to check."),
  read: said(oneOf(READS), "What is not `whole` proves nothing good."),
};

export const OPINION = object("What a run of eseutil or esentutl says.", {
  result: oneOf(OPINIONS),
  exit: { type: ["integer", "null"] },
  seconds: { type: "number", minimum: 0 },
  message: TEXT,
});

export const DATABASE = object(
  "A database file: its headers and all of its pages.",
  {
    ...FILE,
    kind: { const: "db" },
    pageSize: said(COUNT_OR_NULL, "Null when both headers are damaged: then nothing else was checked."),
    headerStatus: { enum: ["ok", "shadowDiffers", "primaryBad", "shadowBad", "bothBad", "unread"] },
    pagesSeen: said(COUNT, "Both headers included."),
    trailingBytes: said(COUNT, "Behind the last whole page."),
    badChecksums: COUNT,
    correctableChecksums: COUNT,
    uninitializedPages: said(COUNT, "All zero: free space, or lost. No checksum can tell."),
    wrongPageNumbers: said(COUNT, "Always 0: a misplaced page is a bad one."),
    schemes: { ...said({ type: "object" }, "Pages by kind of checksum."), additionalProperties: COUNT },
    badPages: PAGES,
    correctable: listOf(
      object("A page with wrong bits that its checksum can correct.", {
        pgno: INTEGER,
        bit: COUNT,
        bits: listOf(COUNT, "Counted from the beginning of the page."),
      }),
      "The first 1,000.",
    ),
    misplaced: listOf(
      object("A page that is another one, whole.", { pgno: INTEGER, belongsTo: INTEGER }),
      "Those of the bad pages that were written to the wrong place; the first 1,000.",
    ),
    misplacedPages: said(COUNT, "How many of the bad pages were written to the wrong place."),
    highestDbtime: TEXT,
    highestDbtimePgno: INTEGER,
    trailerPage: { type: "boolean" },
    eseutilExit: said({ type: ["integer", "null"] }, "What `eseutil /k` returns for this file."),
    header: orNull(ref("databaseHeader")),
    map: said(
      TEXT,
      "The file in up to 64 cells, by the worst page: x bad, c correctable, . good, 0 empty, ? unread.",
    ),
    strip: said(orNull(ref("strip")), "As `map`, in up to 256 cells; null where eseutil checked the pages."),
    eseutil: ref("opinion"),
  },
  ["eseutil"],
);

export const STRIP = object("A file from its beginning to its end, in cells of equal numbers of pages.", {
  pagesPerCell: COUNT,
  cells: listOf(
    object("Pages of a cell, headers included.", {
      seen: COUNT,
      bad: said(COUNT, "With those that are misplaced."),
      misplaced: COUNT,
      correctable: COUNT,
      uninitialized: COUNT,
    }),
  ),
});
