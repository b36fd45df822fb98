import type { VssStorage } from "../../../../parsers/vssadmin/index.ts";
import { formatBytes } from "../../../model/byte-size.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import { type Check, type DoctorPorts, ok, warning } from "../check.ts";
import { askVssadmin } from "../vssadmin.ts";

/** Beyond this share of what it may take, the next shadow copy may push out older ones, or fail. */
const NEARLY = 0.9;
/** A volume with less room than this share of it leaves a shadow copy no room to grow. */
const TIGHT = 0.05;

export const shadowStorage: Check = {
  name: "shadow-storage",
  title: "Shadow storage",
  seconds: 150,
  windowsOnly: true,
  async run(ports, signal) {
    const answer = await askVssadmin("shadowstorage", ports, signal);
    if (answer.kind === "silent") return [answer.result];
    if (answer.kind === "none")
      return [ok("none is set up: Windows makes it on the volume itself when it is needed")];
    return (await Promise.all(answer.items.map((one) => look(one, ports)))).flat();
  },
};

async function look(
  { volume, storage, used, maximum }: VssStorage,
  { room }: DoctorPorts,
): Promise<readonly CheckResult[]> {
  const [of, on] = [volume.path ?? volume.guid, storage.path ?? storage.guid];
  const most = maximum.unbounded
    ? "no limit"
    : maximum.bytes === null
      ? "an unknown limit"
      : formatBytes(maximum.bytes);
  const says = `${of} (kept on ${on}): ${used.bytes === null ? "?" : formatBytes(used.bytes)} of ${most}`;
  const results: CheckResult[] = [];
  if (used.bytes !== null && maximum.bytes !== null && used.bytes > maximum.bytes * NEARLY) {
    const remedy = `vssadmin resize shadowstorage /for=${of} /on=${on} /maxsize=...; or delete shadow copies that nobody needs`;
    results.push(warning(`${says}: nearly full`, remedy));
  } else results.push(ok(says));
  const disk =
    storage.path === null
      ? null
      : await room(storage.path.endsWith(":") ? `${storage.path}\\` : storage.path);
  if (disk !== null && disk.free < disk.total * TIGHT) {
    const free = `${formatBytes(disk.free)} of ${formatBytes(disk.total)} are free on ${on}`;
    results.push(
      warning(`${free}: shadow copies may not have room to grow`, "make room, or put them on another volume"),
    );
  }
  return results;
}
