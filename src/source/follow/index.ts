export { createFileSource } from "./file-source.ts";
export { createFolderSource } from "./folder-source.ts";
export { createPathSource } from "./path-source.ts";
export { createStdinSource } from "./stdin-source.ts";
