// A stand-in for PowerShell with the reader's script: speaks its lines over logs that stand in a JSON file, which is read
// anew for each request. What real logs do, this only models as far as docs/live.md tells.
//
//   node fake-reader.mjs LOGS TRACE
import { appendFileSync, readFileSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

const [, , logsFile, traceFile] = process.argv;
const state = () => JSON.parse(readFileSync(logsFile, "utf8"));
const { behaviour = {} } = state();
const ERRORS = {
  5: "System.UnauthorizedAccessException",
  1722: "System.Diagnostics.Eventing.Reader.EventLogException",
};

const here = new Map();
let asked = 0;
let server = "localhost";

function put(text) {
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

const pack = (value) => {
  if (value === null || value === undefined) return "-";
  return value === "" ? "_" : Buffer.from(String(value), "utf8").toString("base64");
};
const unpack = (token) =>
  token === "-" || token === "_" ? "" : Buffer.from(token, "base64").toString("utf8");
const line = (seq, kind, fields) => `{tl1 ${[seq, kind, ...fields.map(pack)].join(" ")} tl1}`;
const send = (seq, kind, fields) => put(`${line(seq, kind, fields)}\r\n`);

/** The conditions of all Selects, as JavaScript over one record `e`. */
function filterOf(xml) {
  const plain = (text) =>
    text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const selects = [...xml.matchAll(/<Select Path="[^"]*">(.*?)<\/Select>/g)].map(([, text]) => plain(text));
  if (selects.length === 0) throw new Error("no Select");
  const tests = selects.map((select) => {
    if (select === "*") return () => true;
    const terms = select.match(/@Name|EventID|EventRecordID|@SystemTime/g).length;
    if (terms > 20) throw Object.assign(new Error("too many terms"), { errno: 15001 });
    const [, inner] = /^\*\[System\[(.*)\]\]$/.exec(select);
    const code = inner
      .replace(/Provider\[(.*?)\]/g, "($1)")
      .replace(/TimeCreated\[(.*?)\]/g, "($1)")
      .replaceAll("@Name=", "e.provider===")
      .replaceAll("@SystemTime>=", "e.time>=")
      .replace(/EventRecordID(>?=?)/g, (_, sign) => `e.id${sign === "=" ? "===" : sign}`)
      .replace(/EventID(>=|<=|=)/g, (_, sign) => `e.event${sign === "=" ? "===" : sign}`)
      .replaceAll(" and ", " && ")
      .replaceAll(" or ", " || ");
    return new Function("e", `return ${code};`);
  });
  const some = (record) => tests.some((test) => test(record));
  // In what order the events of several Selects come is not documented; asked for, one Select after the other.
  if (!behaviour.selectBySelect) return (records) => records.filter(some);
  return (records) => [...new Set(tests.flatMap((test) => records.filter(test)))];
}

const escapeXml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
function xmlOf({ id, time, provider, event, computer, channel, strings = [] }) {
  const data = strings.map((text) => `<Data>${escapeXml(text)}</Data>`).join("");
  return (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>" +
    `<Provider Name='${provider}'/><EventID Qualifiers='0'>${event}</EventID><Level>4</Level><Task>1</Task>` +
    `<Keywords>0x80000000000000</Keywords><TimeCreated SystemTime='${time}'/><EventRecordID>${id}</EventRecordID>` +
    `<Channel>${channel}</Channel><Computer>${computer}</Computer><Security/></System>` +
    `<EventData>${data}</EventData></Event>`
  );
}

/** Numbers in the log itself; those of a collected record are another thing. */
const ownOf = (record) => record.own ?? record.id;

function logOf(channel) {
  const log = state().logs[channel];
  if (log === undefined) throw Object.assign(new Error("Kanal nicht gefunden"), { errno: 15007 });
  if (log.refused !== undefined) throw Object.assign(new Error("Zugriff verweigert"), { errno: log.refused });
  return log;
}

const markOf = (channel, own) =>
  `${pack("BookmarkText")} ${pack(`<BookmarkList>\r\n  <Bookmark Channel='${channel}' RecordId='${own}' IsCurrent='true'/>\r\n</BookmarkList>`)}`;

/** What a reader that is opened at a mark gives: the wanted records behind it. */
function behindMark(channel, query, from) {
  const { records } = logOf(channel);
  const wanted = filterOf(query)(records);
  if (from === "") return wanted;
  const text = unpack(from.split(" ")[1] ?? "");
  const mark = from === "here" ? here.get(channel) : Number(/RecordId='(\d+)'/.exec(text)?.[1]);
  // A mark whose record is gone leads nowhere that can be relied on: here to the end.
  if (!records.some((record) => ownOf(record) === mark)) return [];
  const place = wanted.findIndex((record) => ownOf(record) === mark);
  if (place < 0) return wanted.filter((record) => ownOf(record) > mark);
  return wanted.slice(place + (behaviour.inexact ? 0 : 1));
}

const VERBS = {
  open(seq, [name]) {
    server = name;
    send(seq, "opened", []);
  },
  log(seq, [channel]) {
    const { records } = logOf(channel);
    const newest = records.at(-1);
    const oldest = records.length === 0 ? 0 : ownOf(records[0]);
    send(seq, "log", [oldest, records.length, newest?.id, newest === undefined ? null : xmlOf(newest)]);
  },
  first(seq, [channel, query]) {
    const found = filterOf(query)(logOf(channel).records)[0];
    send(seq, "first", [found?.id, found === undefined ? null : xmlOf(found)]);
  },
  read(seq, [channel, query, from, most, mode]) {
    const rest = behindMark(channel, query, from);
    const taken = rest.slice(0, Number(most));
    for (const [index, record] of taken.entries()) {
      if (behaviour.dieAtRecord === record.id) {
        put(line(seq, "record", [record.id, xmlOf(record)]).slice(0, 60));
        process.exit(1);
      }
      if (behaviour.unreadable?.includes(record.id))
        send(seq, "bad", [record.id, 15005, "Die Ereignisdaten sind beschädigt"]);
      else if (behaviour.swallow === index) put("WARNING: something took the line of a record\r\n");
      else send(seq, "record", [record.id, xmlOf(record)]);
      if (behaviour.noise) put("\x84\x94\x81 WARNUNG: noise between the lines\r\n");
    }
    if (behaviour.stale) send(seq - 1, "done", [0, 1, null]);
    const last = taken.at(-1);
    if (last !== undefined) here.set(channel, ownOf(last));
    const text = last === undefined ? null : behaviour.noExport ? "" : markOf(channel, ownOf(last));
    send(seq, "done", [taken.length, taken.length === rest.length ? 1 : 0, mode === "export" ? text : null]);
  },
  bye(seq) {
    send(seq, "bye", []);
    process.exit(0);
  },
};

if (behaviour.silent) await new Promise((resolve) => process.stdin.on("end", resolve).resume());
if (behaviour.fails) {
  process.stderr.write("Die Datei kann nicht geladen werden, da die Ausf\xfchrung gesperrt ist.\n", "latin1");
  process.exit(1);
}
if (behaviour.limited) put("{tl1 0 limited tl1}\r\n");
if (behaviour.noise) put("Windows PowerShell\r\nCopyright (C) 2009 \x8eO\x99.\r\n\r\nprofile says ");
while (behaviour.flood) put(`${"x".repeat(65_536)}\r\n`);
send(0, "hello", ["2.0", "2.0.50727.5420", "6.1.7601.65536", behaviour.computer ?? "MBX1", "de-DE"]);

const input = createInterface({ input: process.stdin });
input.on("line", (text) => {
  const [seq, verb, ...tokens] = text.split(" ");
  const values = tokens.map(unpack);
  asked += 1;
  appendFileSync(traceFile, `${JSON.stringify({ pid: process.pid, server, verb, values })}\n`);
  if (behaviour.muteAfter !== undefined && asked > behaviour.muteAfter) return;
  try {
    VERBS[verb](seq, values);
  } catch (error) {
    if (error.errno === undefined) throw error;
    send(seq, "trouble", [error.errno, ERRORS[error.errno] ?? "EventLogException", error.message]);
  }
});
// As the script does: without anyone who asks, there is nothing to do.
input.on("close", () => process.exit(0));
