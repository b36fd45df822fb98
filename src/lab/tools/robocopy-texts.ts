import type { ToolFaults } from "./faults.ts";
import type { LabTime } from "./time.ts";

export interface RobocopySums {
  readonly files: number;
  readonly copied: number;
  readonly skipped: number;
  readonly failed: number;
  readonly bytes: number;
  readonly bytesCopied: number;
  readonly bytesFailed: number;
  readonly seconds: number;
}

const EOL = "\r\n";
const lines = (...all: readonly string[]): string =>
  Buffer.from(all.map((line) => `${line}${EOL}`).join(""), "utf8").toString("latin1");
const RULE = "-".repeat(78);

/** The words of robocopy's log, of public samples in English and in Chinese. */
const WORDS = {
  en: {
    title: "Robust File Copy for Windows",
    simulated: "Simulated by the lab of Thawline",
    labels: ["  Started", "   Source", "     Dest", "    Files", "  Options", "    Ended"],
    columns: "               Total    Copied   Skipped  Mismatch    FAILED    Extras",
    rows: ["    Dirs", "   Files", "   Bytes", "   Times"],
    newFile: "New File",
    error: "ERROR",
    copying: "Copying File ",
    exceeded: "ERROR: RETRY LIMIT EXCEEDED.",
  },
  "zh-CN": {
    title: "Windows 的可靠文件复制",
    simulated: "Simulated by the lab of Thawline",
    labels: ["  开始时间", "        源", "      目标", "      文件", "      选项", "   已结束"],
    columns: "                  总数        复制        跳过       不匹配        失败        其他",
    rows: ["       目录", "       文件", "       字节", "       时间"],
    newFile: "新文件",
    error: "错误",
    copying: "正在复制文件 ",
    // No sample has the words.
    exceeded: "",
  },
} as const;

export function robocopyTexts({ language }: Pick<ToolFaults, "language">, { now }: Pick<LabTime, "now">) {
  const words = WORDS[language ?? "en"];
  const [started, source, dest, files, options, ended] = words.labels;
  const time = (): string =>
    new Date(now()).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
  const row = (label: string, ...numbers: readonly (number | string)[]): string =>
    `${label} :${numbers.map((number) => String(number).padStart(10)).join("")}`;
  return {
    head: (from: string, to: string, patterns: readonly string[], given: readonly string[]): string =>
      lines(
        "",
        RULE,
        `   ROBOCOPY     ::     ${words.title}`,
        `                       ${words.simulated}`,
        RULE,
        "",
        `${started} : ${time()}`,
        `${source} : ${from}\\`,
        `${dest} : ${to}`,
        "",
        `${files} : ${patterns.join(" ")}`,
        "",
        `${options} : ${given.join(" ")}`,
        "",
        RULE,
        "",
      ),
    folder: (count: number, from: string): string =>
      lines(`\t                ${String(count).padStart(4)}\t${from}\\`),
    /** What `/BYTES` prints of a file that the target does not have. */
    file: (name: string, bytes: number): string =>
      Buffer.from(`\t    ${words.newFile}  \t\t${String(bytes).padStart(8)}\t${name}${EOL}`, "utf8").toString(
        "latin1",
      ),
    percent: (part: number): string => `${part === 0 ? "  0" : String(part).padStart(3)}%  \r`,
    error: (code: number, path: string, copying = false): string =>
      lines(
        `${language === undefined ? `${time()} ` : ""}${words.error} ${code} (0x${code.toString(16).toUpperCase().padStart(8, "0")}) ${copying ? words.copying : ""}${path}`,
      ),
    waiting: (seconds: number): string =>
      language === undefined ? lines(`Waiting ${seconds} seconds...`) : "",
    retrying: language === undefined ? "Retrying...\r\n" : "",
    exceeded: words.exceeded === "" ? "" : lines("", words.exceeded, ""),
    summary: (sum: RobocopySums): string => {
      const length = new Date(sum.seconds * 1000).toISOString().slice(11, 19).replace(/^0/, "");
      const none = "0:00:00";
      const [dirs, named, bytes, times] = words.rows;
      return lines(
        "",
        RULE,
        "",
        words.columns,
        row(dirs, 1, 0, 1, 0, 0, 0),
        row(named, sum.files, sum.copied, sum.skipped, 0, sum.failed, 0),
        row(
          bytes,
          sum.bytes,
          sum.bytesCopied,
          sum.bytes - sum.bytesCopied - sum.bytesFailed,
          0,
          sum.bytesFailed,
          0,
        ),
        `${times} :${[length, length].map((text) => text.padStart(10)).join("")}${" ".repeat(20)}${[none, none].map((text) => text.padStart(10)).join("")}`,
        "",
        `${ended} : ${time()}`,
        "",
      );
    },
  };
}
