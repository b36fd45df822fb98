import type { EventRecord } from "../../../parsers/record.ts";
import { exportCsv, viewerCsvGerman, viewerCsvUs } from "./csv.ts";
import type { Form } from "./form.ts";
import { evtxDumpJson, getWinEventJson, ownJson, vectorJson, winlogbeatJson } from "./json.ts";
import { formatList, forumPage, text2003, viewerText, wevtutilText } from "./text.ts";
import { pastedXml, viewerXml, wevtutilXml } from "./xml.ts";

/** Every form but evtx, which `formats/evtx.ts` writes. */
export const FORMS: readonly Form[] = [
  wevtutilXml,
  viewerXml,
  pastedXml,
  ownJson,
  winlogbeatJson,
  vectorJson,
  getWinEventJson,
  evtxDumpJson,
  viewerCsvUs,
  viewerCsvGerman,
  exportCsv,
  viewerText,
  text2003,
  wevtutilText,
  formatList,
  forumPage,
];

export interface LogFile {
  readonly name: string;
  readonly records: readonly EventRecord[];
}

/** One file a server, as people export them; for evtx one a log. Named by the server's first label. */
export function logFiles(form: Form, records: readonly EventRecord[]): readonly LogFile[] {
  const files = new Map<string, EventRecord[]>();
  for (const record of records) {
    const server = (record.server ?? "").split(".")[0] ?? "";
    const log = form.format === "evtx" ? `-${(record.channel ?? "").replaceAll("/", "%4")}` : "";
    const name = `${server}${log}.${form.extension}`;
    const file = files.get(name) ?? [];
    files.set(name, file);
    file.push(record);
  }
  return [...files].map(([name, list]) => ({ name, records: list }));
}
