// The long tests: property, fuzz and comparison tests with many seeds. Prints what docs/proof.md tells.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Result {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Tests that do more with THAWLINE_PROOF=full: they, or a file beside them that they import, name it. */
function proofTests(): readonly string[] {
  const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({
      path: `test/${name.replaceAll("\\", "/")}`,
      text: readFileSync(join(root, "test", name), "utf8"),
    }));
  const naming = files.filter(({ text }) => text.includes("THAWLINE_PROOF"));
  const names = naming.map(({ path }) => `/${basename(path)}"`);
  return files
    .filter((file) => naming.includes(file) || names.some((name) => file.text.includes(name)))
    .map(({ path }) => path)
    .filter((path) => path.endsWith(".test.ts"))
    .sort();
}

const folder = mkdtempSync(join(tmpdir(), "thawline-proof-"));
const report = join(folder, "report.json");
const run = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "--config",
    ".config/vitest.ts",
    "--testTimeout=1800000",
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${report}`,
    ...proofTests(),
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, THAWLINE_PROOF: "full" } },
);

const { testResults }: Result = JSON.parse(readFileSync(report, "utf8"));
rmSync(folder, { recursive: true, force: true });
console.log("\n| tests | passed | of | seconds |\n| --- | ---: | ---: | ---: |");
for (const { name, assertionResults, startTime, endTime } of testResults) {
  const passed = assertionResults.filter(({ status }) => status === "passed").length;
  const seconds = ((endTime - startTime) / 1000).toFixed(1);
  console.log(`| ${name.replace(root, "")} | ${passed} | ${assertionResults.length} | ${seconds} |`);
}
process.exitCode = run.status ?? 1;
