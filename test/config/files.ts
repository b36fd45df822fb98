import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { testFolder } from "../app/logs.ts";

/** A folder for configuration files, and a way to write one. */
export function configFiles() {
  const folder = testFolder();
  const write = (text: string, name = "thawline.yaml"): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return { folder, write };
}
