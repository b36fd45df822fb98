import { formatBytes } from "../../../model/byte-size.ts";
import type { CheckResult } from "../../../model/doctor.ts";
import { StoreError } from "../../../store/store-error.ts";
import { type Check, type DoctorPorts, failure, notHere, ok, warning } from "../check.ts";

/** Less room than this, in bytes, and a commit or a report may soon not fit any more. */
const SCARCE = 512 * 1024 * 1024;

export const store: Check = {
  name: "store",
  title: "Store",
  seconds: 120,
  async run(ports) {
    return [...looked(ports), ...(await room(ports))];
  },
};

function looked({ store: port }: DoctorPorts): readonly CheckResult[] {
  try {
    const opened = port.open();
    try {
      const { checked } = port.inspect();
      const extent = checked === "whole" ? "checked as a whole" : "checked but for its large tables";
      return [ok(`${opened.opening.file}: opens, ${formatBytes(opened.size())}, ${extent}, no damage`)];
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.kind === "no-store") {
      return [notHere(`there is no store in ${port.folder} yet: thawline watch makes one`)];
    }
    // The message says what to do.
    return [failure(error.message, "docs/store.md tells how stores are kept and restored")];
  }
}

async function room({ store: { folder }, room: roomOn }: DoctorPorts): Promise<readonly CheckResult[]> {
  const found = await roomOn(folder);
  if (found === null) return [];
  const says = `${formatBytes(found.free)} are free on the disk of ${folder}`;
  return [found.free < SCARCE ? warning(says, "make room, or name another folder with --state") : ok(says)];
}
