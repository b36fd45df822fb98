import { stateFolder } from "../config/places.ts";
import type { Store } from "../model/store.ts";
import type { GlobalOptions } from "./globals.ts";

/** Opens what a watcher has stored, to read it; `folder` is the state folder that it lies in. @throws StoreError */
export async function withStore<T>(
  options: GlobalOptions,
  use: (store: Store, folder: string) => T | Promise<T>,
): Promise<T> {
  // The driver is a native library: only commands that need the store load it.
  const { openStore } = await import("../store/open-store.ts");
  const folder = options.state ?? stateFolder();
  const store = openStore({ folder, mode: "read" });
  try {
    return await use(store, folder);
  } finally {
    store.close();
  }
}
