import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type OpenedStore, openStore } from "../../src/store/open-store.ts";
import { StoreError, type StoreTrouble } from "../../src/store/store-error.ts";

/** A state directory that is gone after the test. */
export function stateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "thawline-store-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "state");
}

export function watched(folder: string): OpenedStore {
  return openStore({ folder, mode: "watch" });
}

/** What one store does, closed when it is done. */
export function inStore<T>(
  folder: string,
  use: (store: OpenedStore) => T,
  mode: "watch" | "read" = "watch",
): T {
  const store = openStore({ folder, mode });
  try {
    return use(store);
  } finally {
    store.close();
  }
}

/** The trouble that something ends in; fails when it ends in none. */
export function troubleOf(work: () => unknown): StoreError {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error("no trouble");
}

export function expectTrouble(work: () => unknown, kind: StoreTrouble, ...words: readonly string[]): void {
  const trouble = troubleOf(work);
  expect(trouble.kind).toBe(kind);
  for (const word of words) expect(trouble.message).toContain(word);
}

/** Runs something of `batches.ts` in a process of its own. */
export function inProcess(work: (folder: string) => void, folder: string): ChildProcess {
  const module = new URL("batches.ts", import.meta.url).href;
  const script = `import { ${work.name} } from ${JSON.stringify(module)}; ${work.name}(process.argv[1]);`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script, "--", folder], {
    cwd: new URL("../..", import.meta.url).pathname,
    stdio: ["pipe", "pipe", "inherit"],
  });
}
