// A stand-in for `powershell -NoExit -Command -`: takes what node-powershell 5.0.1 writes to its stdin, a statement a line,
// and misbehaves as PowerShell and its surroundings do. The first word of a script says how.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const unpack = (token) => (token === "_" ? "" : Buffer.from(token, "base64").toString("utf8"));
const pack = (text) =>
  text === null ? "-" : text === "" ? "_" : Buffer.from(text, "utf8").toString("base64");
const rowOf = (values) => values.map(pack).join(",");
const out = (text) => process.stdout.write(text);
const PAGE = 98_304;

let kept = "";
let asked = 0;

function answer(question, rows, why = "") {
  kept = rows.map(rowOf).join(";");
  page(question, 0, why);
}

function page(question, from, why = "") {
  out(
    `{tls ${question} ${why === "" ? "ok" : "failed"} ${pack(why)} ${kept.length} .${kept.slice(from, from + PAGE)} tls}\r\n`,
  );
}

const BEHAVIOURS = {
  echo: (question, values) => answer(question, [values]),
  none: (question) => answer(question, []),
  nulls: (question) =>
    answer(question, [
      ["name", null, "", "Größe"],
      ["", null],
    ]),
  throws: (question) => answer(question, [["half", "a row"]], "System.Exception: Zugriff verweigert"),
  // A cmdlet's error and warning, a banner in the OEM code page of Western Europe, and a prompt.
  noise(question, values) {
    process.stderr.write(Buffer.from("Get-Foo : Fehler \x84\x94\x81\r\n", "latin1"));
    process.stdout.write(
      Buffer.from("WARNUNG: \x84\x94\x81\r\n{tls 00 ok _ 0 . tls}\r\n[PS] C:\\>", "latin1"),
    );
    answer(question, [values]);
    out("         Willkommen in der Exchange-Verwaltungsshell!\r\n");
  },
  exit: (_, [code]) => process.exit(Number(code)),
  shouts() {
    process.stderr.write("only an error\r\n");
  },
  cut: (question) => out(`{tls ${question} ok _ 8 .YWJj`),
  garbled: (question) => out(`{tls ${question} ok _ 4 .YW?= tls}\r\n`),
  short: (question) => out(`{tls ${question} ok _ 99999 . tls}\r\n`),
  large: (question) => out(`{tls ${question} ok _ 999999999 .YWJj tls}\r\n`),
  many: (question, [count]) =>
    answer(
      question,
      Array.from({ length: Number(count) }, (_, index) => [`row ${index}`, "x".repeat(100)]),
    ),
  asked: (question) => answer(question, [[String(asked), String(process.pid)]]),
  child(question) {
    const child = spawn("sleep", ["600"], { stdio: "ignore" });
    answer(question, [[String(child.pid)]]);
  },
  hang: () => "hang",
};

/** A script of this program, by what it asks for: answered with the rows of a file. */
function answerScript(question, script) {
  const rows = script.includes("Get-MailboxDatabase") ? process.env.FAKE_SHELL_ROWS : undefined;
  if (rows === undefined) throw new Error("a script that is not known");
  out("         Willkommen in der Exchange-Verwaltungsshell!\r\n");
  answer(question, JSON.parse(readFileSync(rows, "utf8")));
}

let hangs = false;
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  if (hangs) return;
  const delimiter = /^\[Console\]::(Out|Error)\.(Write|WriteLine)\("(\w+)"\)$/.exec(line);
  if (delimiter !== null) {
    const [, stream, method, text] = delimiter;
    (stream === "Out" ? process.stdout : process.stderr).write(method === "Write" ? text : `${text}\r\n`);
    return;
  }
  if (line.trim() === "") return;
  if (!/^[\x20-\x7e]+$/.test(line)) throw new Error("not one line of ASCII");
  const [envelope, question, verb, ...tokens] = [...line.matchAll(/'([^']*)'/g)].map(([, text]) => text);
  if (!unpack(envelope).includes("function Row")) throw new Error("not the envelope");
  const [script, ...values] = verb === "run" ? tokens.map(unpack) : [];
  if (verb === "page") return page(question, Number(tokens[0]));
  asked += 1;
  const behaviour = BEHAVIOURS[script] ?? ((name) => answerScript(name, script));
  hangs = behaviour(question, values) === "hang";
});
lines.on("close", () => process.exit(0));
