import { EXCHANGE_WRITER } from "../../model/names.ts";
import { edbPath } from "../faults/mounting.ts";
import type { Copy } from "../world.ts";
import type { LabState } from "./state.ts";
import { copiesOn, type LabVolume, logFolder, volumeAt } from "./volumes.ts";

/** A VSS writer of a simulated server. Its id is in lower case, without braces. */
export interface LabWriter {
  readonly name: string;
  readonly id: string;
  readonly components: readonly Component[];
}

export interface Component {
  /** `\Microsoft Exchange Server\...\<guid>` */
  readonly path: string;
  readonly volumes: readonly LabVolume[];
  /** Null for what is no database. */
  readonly copy: Copy | null;
}

const STORE = "\\Microsoft Exchange Server\\Microsoft Information Store";

/** Writers of Windows, each with a component on C:. Names and ids as samples of `vssadmin list writers` have them. */
const WINDOWS: readonly (readonly [name: string, id: string, component: string])[] = [
  ["Task Scheduler Writer", "d61d61c8-d73a-4eee-8cdd-f6f9786b7124", "\\TasksStore"],
  ["VSS Metadata Store Writer", "75dfb225-e2e4-4d39-9ac9-ffaff65ddf06", "\\WriterMetadataStore"],
  ["Performance Counters Writer", "0bada1de-01a9-4625-8278-69e735f39dd2", "\\PerformanceCounters"],
  ["System Writer", "e8132975-6f93-4464-a53e-1050253ae220", "\\System Files"],
  ["COM+ REGDB Writer", "542da469-d3e1-473c-9f4f-7847f01fc64f", "\\COM+ REGDB"],
  ["Registry Writer", "afbab4a2-367d-4d15-a586-71dbb18f8485", "\\Registry"],
  ["WMI Writer", "a6ad56c2-b509-4e6c-bb19-49d8f43532f0", "\\WMI"],
];

/** The writers of a server as they are now. Exchange's lists no database that is dismounted. */
export function writersOf(state: LabState): readonly LabWriter[] {
  const { lab, server, volumes } = state;
  const system = volumeAt(volumes, "C:\\");
  const windows = WINDOWS.map(([name, id, path]) => ({
    name,
    id,
    components: [{ path, volumes: system === null ? [] : [system], copy: null }],
  }));
  const copies = copiesOn(lab, server).filter(({ status }) => status !== "Dismounted");
  const exchange = (name: string, own: readonly Copy[]): LabWriter => ({
    name,
    id: EXCHANGE_WRITER,
    components: own.map((copy) => componentOf(state, copy)),
  });
  const single = lab.site.version !== "2010";
  const store = exchange(
    "Microsoft Exchange Writer",
    single ? copies : copies.filter(({ active }) => active),
  );
  if (single) return [...windows, store];
  const replica = exchange(
    "Microsoft Exchange Replica Writer",
    copies.filter(({ active }) => !active),
  );
  return [...windows, store, replica];
}

function componentOf({ volumes, server }: LabState, copy: Copy): Component {
  const places = [edbPath(copy), logFolder(copy)].flatMap((path) => volumeAt(volumes, path) ?? []);
  const path = `${STORE}${copy.active ? "" : "\\Replica"}\\${server.short}\\${copy.database.guid}`;
  return { path, volumes: [...new Set(places)], copy };
}
