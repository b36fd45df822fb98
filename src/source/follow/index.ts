export { createFileSource } from "./file-source.ts";
export { createFolderSource } from "./folder-source.ts";
export { createStdinSource } from "./stdin-source.ts";
