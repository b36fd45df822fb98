import {
  FIRST_LEAF,
  leafPage,
  type NewHeader,
  type NewLeaf,
  placeOf,
  putHeaders,
  writeDatabase,
} from "../../../parsers/ese/write/index.ts";
import type { Disk } from "../disk.ts";

/** A page of rows that was changed: by which transaction. */
export interface Change {
  readonly leaf: number;
  readonly dbtime: number;
}

/** The file of a database as it lies on the volume of one server. */
export interface Image {
  /** Writes a changed page; it reaches the disk with the next `flush`. */
  change(change: Change): void;
  /** Puts other bytes in place of the file, as broken storage does. The pages named are not changed any more. */
  damage(edit: (file: Uint8Array) => Uint8Array, leaves: readonly number[]): void;
  /** Writes what changed, and the header. */
  flush(header: NewHeader): void;
  /** A copy of the file as it stands. */
  copy(): Uint8Array;
  page(leaf: number): Uint8Array;
}

export interface ImageOptions {
  readonly name: string;
  readonly path: string;
  readonly disk: Disk;
  readonly header: NewHeader;
  /** Pages of rows. */
  readonly leaves: number;
}

export function createImage({ name, path, disk, header: first, leaves: count }: ImageOptions): Image {
  const leaves = Array.from({ length: count }, (_, i) => stateOf(name, i, 100 + i));
  const { pageSize } = first;
  let file = writeDatabase({ header: first, table: "SimulatedMessages", leaves });
  const changed = new Set<number>();
  let header: NewHeader | null = null;
  const broken = new Set<number>();
  disk.write(path, file);

  // Headers and pages are worked out when somebody looks: most change many times in between.
  function render(): void {
    if (header !== null) {
      putHeaders(file, header);
      disk.writeAt(path, 0, file.subarray(0, 2 * pageSize));
      header = null;
    }
    for (const index of changed) {
      const leaf = leaves[index];
      if (leaf === undefined) continue;
      const page = leafPage(leaf, index, count, pageSize);
      const at = placeOf(FIRST_LEAF + index, pageSize);
      file.set(page, at);
      disk.writeAt(path, at, page);
    }
    changed.clear();
  }

  return {
    change({ leaf, dbtime }) {
      if (broken.has(leaf)) return;
      leaves[leaf] = stateOf(name, leaf, dbtime);
      changed.add(leaf);
    },
    damage(edit, pages) {
      render();
      file = edit(file).slice();
      for (const leaf of pages) broken.add(leaf);
      disk.write(path, file);
    },
    flush(next) {
      header = next;
      disk.soon(path, render);
    },
    copy() {
      render();
      return file.slice();
    },
    page(leaf) {
      render();
      const at = placeOf(FIRST_LEAF + leaf, pageSize);
      return file.slice(at, at + pageSize);
    },
  };
}

function stateOf(name: string, leaf: number, dbtime: number): NewLeaf {
  return { dbtime, content: leaf, text: `Simulated message of ${name}, changed at ${dbtime}` };
}
