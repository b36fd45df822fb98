import { stateFolder } from "../config/places.ts";
import type { Store } from "../model/store.ts";
import type { GlobalOptions } from "./globals.ts";

/** Opens what a watcher has stored, to read it. @throws StoreError */
export async function withStore<T>(
  options: GlobalOptions,
  use: (store: Store) => T | Promise<T>,
): Promise<T> {
  // The driver is a native library: only commands that need the store load it.
  const { openStore } = await import("../store/open-store.ts");
  const store = openStore({ folder: options.state ?? stateFolder(), mode: "read" });
  try {
    return await use(store);
  } finally {
    store.close();
  }
}
