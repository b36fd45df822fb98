// Who may import whom. Each rule says why. Fails as well when fewer modules were seen than there are files:
// without a parser that knows TypeScript, dependency-cruiser sees none and finds no violation.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cruise } from "dependency-cruiser";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const ROOTS = ["parsers", "src"];

const IO_FOLDERS = ["source", "store", "alert", "exchange", "backup/run", "verify", "platform"];
const PURE = "^src/(correlate|judge|report|catalogue|model|backup/(plan|script))(/|\\.ts$)";

/** One library, one importing folder: it can be replaced in one place. */
const LIBRARIES = {
  "@photostructure/sqlite": "^src/store/",
  commander: "^src/cli/",
  "csv-parse": "^parsers/event-csv/",
  fflate: "^src/app/",
  "node-powershell": "^src/platform/",
  nodemailer: "^src/alert/",
  picocolors: "^src/(report|cli)/",
  pino: "^src/platform/",
  // The flow and its reducer are the two ends of one stream.
  rxjs: "^src/(app/|correlate/wire\\.ts$)",
  "temporal-polyfill": "^parsers/(local-time/|local-time\\.ts$)",
  yaml: "^src/config/",
  zod: "^src/config/",
};

/** @type {import("dependency-cruiser").IForbiddenRuleType[]} */
const forbidden = [
  {
    name: "parsers-stand-alone",
    comment: "Formats know nothing of Exchange; they are published by themselves.",
    from: { path: "^parsers/" },
    to: { path: "^src/" },
  },
  {
    name: "parsers-without-node",
    comment: "A parser takes bytes and gives records, in a browser as well.",
    from: { path: "^parsers/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "model-imports-nothing",
    comment: "The words of the domain depend on nothing but the words of the parsers (docs/adr/0001).",
    from: { path: "^src/model/" },
    to: { pathNot: ["^src/model/", "^parsers/record\\.ts$", "^parsers/ese/((log|set)-)?types\\.ts$"] },
  },
  {
    name: "catalogue-is-data",
    comment: "What events mean is data, readable without the code that uses it.",
    from: { path: "^src/catalogue/" },
    to: { pathNot: ["^src/(model|catalogue)/"] },
  },
  {
    name: "pure-without-io",
    comment: "The same events give the same verdict: no file, no clock, no network in between.",
    from: { path: PURE },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "pure-without-streams",
    comment: "A reducer that needs no library for streams can be replayed and stored.",
    from: { path: PURE, pathNot: "^src/correlate/wire\\.ts$" },
    to: { path: "node_modules/rxjs" },
  },
  {
    name: "pure-imports-pure",
    comment: "Meaning does not depend on where events come from or where verdicts go.",
    from: { path: PURE },
    to: { path: "^src/(app|cli|config|source|store|alert|exchange|verify|platform|lab|backup/run)/" },
  },
  {
    name: "correlate-before-judge",
    comment: "Events are tied together before they are judged, and judged before they are reported.",
    from: { path: "^src/correlate/" },
    to: { path: "^src/(judge|report)/" },
  },
  {
    name: "judge-before-report",
    comment: "A verdict does not depend on how it is shown.",
    from: { path: "^src/judge/" },
    to: { path: "^src/report/" },
  },
  {
    name: "report-from-report",
    comment: "A renderer shows what stands in the report and finds out nothing by itself.",
    from: { path: "^src/report/" },
    to: { path: "^src/(correlate|judge|catalogue)/" },
  },
  ...IO_FOLDERS.map((folder) => ({
    name: `${folder.replace("/", "-")}-by-itself`,
    comment: "Folders with I/O meet in src/app, through what src/model names, so that each can be replaced.",
    from: { path: `^src/${folder}(/|\\.ts$)` },
    to: { path: `^src/(${IO_FOLDERS.filter((other) => other !== folder).join("|")}|app|cli)(/|\\.ts$)` },
  })),
  {
    name: "lab-knows-no-judge",
    comment:
      "The simulation writes what servers write. A scenario's verdict is stated by hand, not by what it tests.",
    from: { path: "^src/lab/" },
    to: { path: "^src/", pathNot: "^src/(lab|model|catalogue)/" },
  },
  {
    name: "lab-for-app-only",
    comment: "Nothing that reads real logs may depend on simulated servers.",
    from: { pathNot: "^src/(lab|app|cli)/" },
    to: { path: "^src/lab/" },
  },
  {
    name: "app-without-terminal",
    comment: "What is put together in src/app also runs without a command line.",
    from: { path: "^src/(app|config)/" },
    to: { path: "^src/cli/" },
  },
  {
    name: "nobody-imports-cli",
    comment: "The command line is the outermost layer.",
    from: { pathNot: "^src/cli/" },
    to: { path: "^src/cli/" },
  },
  ...Object.entries(LIBRARIES).map(([library, folder]) => ({
    name: `one-importer-of-${library}`,
    comment: "One library, one importing folder.",
    from: { pathNot: folder },
    to: { path: `node_modules/${library}/` },
  })),
  {
    name: "no-unlisted-library",
    comment: "Each library that the program needs is named in package.json and has its folder above.",
    from: { path: ROOTS.map((root) => `^${root}/`) },
    to: {
      path: "node_modules/",
      pathNot: Object.keys(LIBRARIES).map((library) => `node_modules/${library}/`),
    },
  },
  {
    name: "no-circles",
    comment: "What imports each other is one thing in two files. (The model is types, which may.)",
    from: { pathNot: "^src/model/" },
    to: { circular: true },
  },
  {
    name: "everything-resolves",
    comment: "An import that leads nowhere hides what it would have broken.",
    from: {},
    to: { couldNotResolve: true },
  },
];

const { output } = await cruise(ROOTS, {
  baseDir: ROOT,
  parser: "swc",
  tsPreCompilationDeps: true,
  doNotFollow: { path: "node_modules" },
  exclude: { path: "\\.as\\.ts$" },
  validate: true,
  ruleSet: { forbidden },
  enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
});
if (typeof output === "string") throw new Error("dependency-cruiser gave a text where a result was expected");

const files = ROOTS.flatMap((root) =>
  readdirSync(new URL(`../${root}`, import.meta.url), { recursive: true, encoding: "utf8" })
    // AssemblyScript imports nothing, and is no module of the program.
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".as.ts"))
    .map((name) => `${root}/${name.replaceAll("\\", "/")}`),
);
const seen = new Set(output.modules.map((module) => module.source));
const unseen = files.filter((file) => !seen.has(file));
const dependencies = output.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
const violations = output.summary.violations;

for (const { rule, from, to } of violations) {
  const reason = forbidden.find(({ name }) => name === rule.name)?.comment ?? "";
  console.error(`${from} -> ${to}\n  ${rule.name}: ${reason}`);
}
if (unseen.length > 0) console.error(`not seen: ${unseen.join(", ")}`);
if (dependencies < files.length)
  console.error(`only ${dependencies} imports in ${files.length} files: not parsed`);
console.log(`boundaries: ${files.length} files, ${dependencies} imports, ${violations.length} violations`);
process.exitCode = violations.length > 0 || unseen.length > 0 || dependencies < files.length ? 1 : 0;
