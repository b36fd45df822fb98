// One reading of one file, for bench/evtx.ts: `node evtx.mjs MODE FILE`. Prints what it did as JSON on stderr.
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";

const PIECE = 1 << 20;
const HEADER = 4096;
const CHUNK = 65_536;
/** Bytes of lines that are written together. */
const BATCH = 64 * 1024;
const CAPACITY = 2 * BATCH;
const BACKUP = new Set(["ese", "esent", "vss", "volsnap", "msexchangeis", "msexchangerepl"]);

const [mode, path] = process.argv.slice(2);
const parsers = mode === "floor" ? undefined : await load();
const started = performance.now();
const counts = { records: 0, skipped: 0 };
if (parsers === undefined) readAndCheck();
else await parse(parsers);
const inside = performance.now() - started;
const peak = process.resourceUsage().maxRSS / 1024;
process.stderr.write(JSON.stringify({ ...counts, inside, peak }));

async function load() {
  const [{ evtx }, { fileBytes }, { ndjson }, lines] = await Promise.all([
    import("../../dist/parsers/evtx/index.js"),
    import("../../dist/src/source/bytes.js"),
    import("../../dist/parsers/ndjson.js"),
    import("../../dist/parsers/line-buffer.js"),
  ]);
  return { evtx, fileBytes, ndjson, ...lines };
}

/** What nobody can be faster than: each byte read, each chunk's CRC32 taken. */
function readAndCheck() {
  const file = openSync(path, "r");
  const buffer = Buffer.allocUnsafe(PIECE);
  try {
    // The header by itself, so that the chunks stand whole in the pieces.
    let length = readSync(file, buffer, 0, HEADER, null);
    while (length > 0) {
      length = readSync(file, buffer, 0, PIECE, null);
      for (let at = 0; at + CHUNK <= length; at += CHUNK) crc32(buffer.subarray(at, at + CHUNK));
    }
  } finally {
    closeSync(file);
  }
}

async function parse({ evtx, fileBytes, ndjson, createLineBuffer, putText, takeLines }) {
  const lines = createLineBuffer(Buffer.allocUnsafeSlow(CAPACITY));
  const print = mode === "ndjson";
  const slice = Buffer.prototype.ucs2Slice;
  const flush = () => writeSync(1, takeLines(lines, lines.bytes));
  const printed = () => {
    counts.records++;
    if (lines.length > BATCH) flush();
  };
  const sink = {
    record(record) {
      if (print) {
        putText(lines, `${ndjson(record)}\n`);
        printed();
      } else {
        counts.records++;
      }
    },
    diagnostic() {},
    skipped() {
      counts.skipped++;
    },
    ...(print ? { lines: { lines, printed } } : {}),
  };
  const options = { name: "log", crc32, utf16: (bytes, from, to) => slice.call(bytes, from, to) };
  if (mode === "filter") options.wants = (provider) => BACKUP.has(provider.toLowerCase());
  const parser = evtx.parse(sink, options);
  for await (const piece of fileBytes(path, {})) parser.write(piece);
  parser.end();
  if (lines.length > 0) flush();
}
