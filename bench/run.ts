import { readdirSync } from "node:fs";

/**
 * Runs every bench of this folder, or those whose file is named: `npm run bench -- analyze`. A bench is an
 * exported function whose name starts with `bench`; what it returns is printed as a table. What takes long is run only
 * when it is named.
 */
const LONG = ["soak"];
const wanted = process.argv.slice(2);
const files = readdirSync(new URL(".", import.meta.url)).filter(
  (name) => /^[a-z-]+\.ts$/.test(name) && name !== "run.ts",
);

for (const file of files.sort()) {
  const name = file.replace(/\.ts$/, "");
  if (wanted.length > 0 ? !wanted.includes(name) : LONG.includes(name)) continue;
  const module: Readonly<Record<string, unknown>> = await import(new URL(file, import.meta.url).href);
  for (const [exported, run] of Object.entries(module)) {
    if (!exported.startsWith("bench") || typeof run !== "function") continue;
    console.log(`\n${name}: ${exported}`);
    const figures: unknown = await run();
    if (figures !== undefined) console.table(figures);
  }
}
