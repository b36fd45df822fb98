import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** `npm test` runs the whole suite; seeds are few by default and many with THAWLINE_PROOF=full. */
export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    setupFiles: [".config/vitest-setup.ts"],
    // No test is about speed: a loaded machine is given time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One more than cores: many tests wait for programs that they have started, or that they have killed.
    maxWorkers: availableParallelism() + 1,
    reporters: ["default"],
  },
});
