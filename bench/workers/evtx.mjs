// One reading of one file, for bench/evtx.ts: `node evtx.mjs MODE FILE`. Prints what it did as JSON on stderr.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

const PIECE = 1 << 20;
const HEADER = 4096;
const CHUNK = 65_536;
/** Lines that are written together. */
const BATCH = 128;
const BACKUP = new Set(["ese", "esent", "vss", "volsnap", "msexchangeis", "msexchangerepl"]);

const [mode, path] = process.argv.slice(2);
const parsers = mode === "floor" ? undefined : await load();
const started = performance.now();
const counts = { records: 0, skipped: 0 };
if (parsers === undefined) readAndCheck();
else parse(parsers);
const inside = performance.now() - started;
const peak = process.resourceUsage().maxRSS / 1024;
process.stderr.write(JSON.stringify({ ...counts, inside, peak }));

async function load() {
  const [{ evtx }, { ndjson }] = await Promise.all([
    import("../../dist/parsers/evtx/index.js"),
    import("../../dist/parsers/ndjson.js"),
  ]);
  return { evtx, ndjson };
}

/** What nobody can be faster than: each byte read, each chunk's CRC32 taken. */
function readAndCheck() {
  for (const piece of pieces()) {
    for (let at = 0; at + CHUNK <= piece.length; at += CHUNK) crc32(piece.subarray(at, at + CHUNK));
  }
}

function parse({ evtx, ndjson }) {
  let lines = "";
  let held = 0;
  const print = mode === "ndjson";
  const slice = Buffer.prototype.ucs2Slice;
  const sink = {
    record(record) {
      counts.records++;
      if (!print) return;
      lines += `${ndjson(record)}\n`;
      if (++held === BATCH) {
        writeSync(1, lines);
        lines = "";
        held = 0;
      }
    },
    diagnostic() {},
    skipped() {
      counts.skipped++;
    },
  };
  const options = { name: "log", crc32, utf16: (bytes, from, to) => slice.call(bytes, from, to) };
  if (mode === "filter") options.wants = (provider) => BACKUP.has(provider.toLowerCase());
  const parser = evtx.parse(sink, options);
  for (const piece of pieces()) parser.write(piece);
  parser.end();
  if (lines !== "") writeSync(1, lines);
}

function* pieces() {
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafe(PIECE);
  try {
    // The header by itself, so that the chunks stand whole in the pieces.
    for (let wanted = HEADER; ; wanted = PIECE) {
      const length = readSync(file, buffer, 0, wanted, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
