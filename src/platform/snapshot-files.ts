import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SnapshotFiles } from "../model/backup/machine.ts";

/** Files of exposed shadow copies, as Windows shows them: under a letter, or in a folder. */
export const SNAPSHOT_FILES: SnapshotFiles = {
  async list(folder) {
    const entries = await readdir(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return await Promise.all(
      files.map(async ({ name }) => ({ name, bytes: (await stat(join(folder, name))).size })),
    );
  },
};
