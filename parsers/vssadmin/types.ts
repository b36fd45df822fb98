/** What `vssadmin list ...` is asked for. */
export type VssadminList = "writers" | "shadows" | "shadowstorage" | "providers" | "volumes";

/**
 * What a run told.
 *
 * - `listed`: at least one entry was read; lines that belong to none, or entries that are not whole, stand in `unread`.
 * - `none`: it says itself that there are none.
 * - `failed`: its exit code says so; `message` is what it printed, in the language of the server.
 * - `unrecognised`: neither; it proves nothing.
 */
export type VssadminAnswer<Item> =
  | { readonly kind: "listed"; readonly items: readonly Item[]; readonly unread: readonly string[] }
  | { readonly kind: "none" }
  | { readonly kind: "failed"; readonly exitCode: number; readonly message: string }
  | { readonly kind: "unrecognised"; readonly text: string };

/** Of VSS_WRITER_STATE (vss.h): 1 stable, 2 to 5 waiting for a step, 6 to 15 failed at one. */
export type WriterCondition = "stable" | "waiting" | "failed" | "unknown";

/** GUIDs are in lower case, without braces. */
export interface VssWriter {
  readonly name: string;
  readonly id: string;
  readonly instance: string;
  readonly state: number;
  readonly condition: WriterCondition;
  /** In the language of the server. */
  readonly stateText: string;
  readonly lastError: string;
  /** Whether that is an error; null: it cannot be told, because the language is not known and others say nothing. */
  readonly hasError: boolean | null;
}

export interface VssShadow {
  readonly id: string;
  readonly set: string;
  /** As printed, in the server's own format. */
  readonly created: string | null;
  readonly volume: VssVolume | null;
  /** `\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy12` */
  readonly device: string | null;
  readonly provider: string | null;
}

export interface VssStorage {
  readonly volume: VssVolume;
  /** Where its shadow copies lie. */
  readonly storage: VssVolume;
  readonly used: VssSize;
  readonly allocated: VssSize;
  readonly maximum: VssSize;
}

export interface VssVolume {
  /** `C:`, `C:\ExchangeVolumes\Volume1\`; null where it has neither letter nor folder. */
  readonly path: string | null;
  /** GUID of `\\?\Volume{...}\`. */
  readonly guid: string;
}

export interface VssSize {
  /** As exact as it is printed (two decimals of a GB); null: no limit, or a unit that is not known. */
  readonly bytes: number | null;
  /** Of the volume; null where none is printed. */
  readonly percent: number | null;
  readonly unbounded: boolean;
}

export interface VssProvider {
  readonly name: string;
  readonly id: string;
  readonly version: string | null;
}
