import type { CatalogueRow } from "../../src/model/catalogue.ts";
import { catalogueRecords } from "./catalogue-records.ts";
import { type Form, utf8 } from "./formats/form.ts";
import { logFiles } from "./formats/index.ts";
import { ownJson } from "./formats/json.ts";
import { eventLine, type LogRecords, normalised } from "./normalised.ts";
import { expectedOf, type Sample, samplesIn } from "./samples.ts";
import type { Built } from "./scenario.ts";

/** The names beside the input files in a sample's folder. */
export const GOLDENS: readonly string[] = [
  "origin.md",
  "records.ndjson",
  "events.ndjson",
  "expected.json",
  "topology.json",
];

/** All files under `samples`, by path. The same scenarios give the same bytes. */
export function sampleFiles(forms: readonly Form[], rows: readonly CatalogueRow[]): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const sample of samplesIn(forms)) {
    const built = sample.scenario.build();
    for (const [name, bytes] of filesOf(sample, built)) files.set(`${sample.folder}/${name}`, bytes);
  }
  const records = catalogueRecords(rows);
  const folder = "samples/event-json/catalogue-rows";
  const log: LogRecords = { name: "MBX099A.ndjson", records: ownJson.kept(records) };
  files.set(`${folder}/${log.name}`, ownJson.write(records));
  files.set(`${folder}/records.ndjson`, golden(log.records));
  files.set(`${folder}/events.ndjson`, lines(normalised([log]).map(eventLine)));
  files.set(`${folder}/origin.md`, utf8(ROWS_ORIGIN));
  return files;
}

function filesOf(sample: Sample, built: Built): readonly (readonly [string, Uint8Array])[] {
  const { form } = sample;
  const logs = logFiles(form, built.records);
  const topology = built.topology;
  const read = logs.map(({ name, records }): LogRecords => ({ name, records: form.kept(records) }));
  return [
    ...logs.map(({ name, records }) => [name, form.write(records)] as const),
    ["records.ndjson", golden(read.flatMap(({ records }) => records))],
    ["events.ndjson", lines(normalised(read).map(eventLine))],
    ["expected.json", utf8(`${JSON.stringify(expectedOf(sample, built), null, 2)}\n`)],
    ...(topology === null
      ? []
      : [["topology.json", utf8(`${JSON.stringify(topology, null, 2)}\n`)] as const]),
    [
      "origin.md",
      utf8(
        origin(
          sample,
          logs.map(({ name }) => name),
        ),
      ),
    ],
  ];
}

/** As `events` prints them: the name of the category is not part of it. */
function golden(records: LogRecords["records"]): Uint8Array {
  return lines(records.map(({ taskName: _taskName, ...record }) => record));
}

function lines(values: readonly object[]): Uint8Array {
  return utf8(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}

function origin({ scenario, form }: Sample, names: readonly string[]): string {
  const loses = form.loses === "" ? "nothing" : form.loses;
  return `# ${scenario.title}

Made, not recorded: \`npm run generate\` writes this folder from the scenario \`${scenario.name}\` in \`test/history\`.
Which events such a backup writes, and with which strings, is taken from the sources that \`docs/events.md\` names
row by row; servers, databases, GUIDs and times are invented. Local times are written as UTC.

- Input: ${names.map((name) => `\`${name}\``).join(", ")} in the form \`${form.name}\`, which loses: ${loses}.
- \`records.ndjson\`: what a reader must get from it, file by file, less the place in the file.
- \`events.ndjson\`: what the events mean to whoever ties them to jobs, in his order, each once. Left out is what is
  absent, and what every event of its kind has; \`at\` is in milliseconds since 1970, \`to\` how fine that is.
- \`expected.json\`: what must be concluded, stated in the scenario by hand. A list is a choice that the sources
  leave open; \`tolerated\` are findings that may be there.
`;
}

const ROWS_ORIGIN = `# One record of every known event

Made, not recorded: \`npm run generate\` writes one record for each row of \`src/catalogue\` that has a number, with
values of the shape that the row gives its insertion strings. No story: it shows that every row is recognised, in
\`events.ndjson\` with what is read from it.
`;
