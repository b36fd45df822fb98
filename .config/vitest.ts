import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { MEMORY_FOLDER } from "./vitest-folder.ts";

/**
 * Test files in a process of their own: they replace modules or change the process, or they last so long that they have to start first.
 * All others take the modules of the program from the file before them: to load them anew was a quarter of the work.
 */
const ALONE = [
  "test/backup/run/owners.test.ts",
  "test/browser/report.test.ts",
  "test/cli/backup.test.ts",
  "test/crash/*.test.ts",
  "test/platform/powershell.test.ts",
  "test/store/kill.test.ts",
  "test/store/open.test.ts",
  "test/verify/locked.test.ts",
  "test/verify/trouble.test.ts",
];

/** A process is handed on only to the next file in the queue: those alone come first. */
class AloneFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isAlone = ({ project }: TestSpecification) => project.name === "alone";
    return [...sorted.filter(isAlone), ...sorted.filter((file) => !isAlone(file))];
  }
}

/** `npm test` runs the whole suite; seeds are few by default and many with THAWLINE_PROOF=full. */
export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    globalSetup: [new URL("vitest-folder.ts", import.meta.url).pathname],
    setupFiles: [".config/vitest-setup.ts"],
    env: MEMORY_FOLDER === undefined ? {} : { TMPDIR: MEMORY_FOLDER },
    // No test is about speed: a loaded machine is given time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One more than cores: many tests wait for programs that they have started, or that they have killed.
    maxWorkers: availableParallelism() + 1,
    reporters: ["default"],
    sequence: { sequencer: AloneFirst },
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      {
        extends: true,
        test: { name: "shared", include: ["test/**/*.test.ts"], exclude: ALONE, isolate: false },
      },
    ],
  },
});
