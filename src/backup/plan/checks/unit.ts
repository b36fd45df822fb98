import type { BackupUnit, Discovery } from "../../../model/backup/discovery.ts";
import type { RunType } from "../../../model/backup/plan.ts";
import { sameName } from "../../../model/names.ts";
import type { Found } from "../obstacles.ts";

/** What Exchange says of the unit. */
export function unitObstacles(discovery: Discovery, unit: BackupUnit, type: RunType): readonly Found[] {
  const { name, role, recovery, backupInProgress, circularLogging } = unit;
  if (recovery) return [{ code: "RECOVERY_UNIT", message: `${name} is there for a recovery` }];
  const found: Found[] = [];
  const missing = missingOf(unit);
  if (missing.length > 0) {
    found.push({ code: "UNIT_INCOMPLETE", message: `not known of ${name}: ${missing.join(", ")}` });
  }
  const nameless = discovery.units.filter(
    (other) => !isUnit(other, unit) && !other.recovery && other.guid === null,
  );
  if (nameless.length > 0) {
    const names = nameless.map((other) => other.name).join(", ");
    found.push({ code: "OTHERS_INCOMPLETE", message: `the GUID is not known of: ${names}` });
  }
  if (role === "unknown") {
    found.push({ code: "ROLE_UNKNOWN", message: `it is not known whether ${name} is mounted here` });
  }
  found.push(...mountObstacles(unit));
  if (backupInProgress === true) {
    found.push({ code: "BACKUP_IN_PROGRESS", message: `a backup of ${name} is in progress` });
  }
  if (type === "full" && circularLogging === true) {
    found.push({ code: "CIRCULAR_LOGGING", message: `the logging of ${name} is circular` });
  }
  found.push(...copyObstacles(unit));
  const unsaid = [
    ...(backupInProgress === null ? ["whether a backup is in progress"] : []),
    ...(type === "full" && circularLogging === null ? ["whether its logging is circular"] : []),
    ...(role === "passive" && unit.copyStatus === null ? ["how its copy here is"] : []),
  ];
  if (unsaid.length > 0) {
    found.push({ code: "STATUS_UNKNOWN", message: `not known of ${name}: ${unsaid.join(", ")}` });
  }
  return found;
}

function isUnit(one: BackupUnit, other: BackupUnit): boolean {
  return one.kind === other.kind && sameName(one.name, other.name);
}

function missingOf({ guid, databases, logFolder, systemFolder, logPrefix }: BackupUnit): readonly string[] {
  return [
    ...(guid === null ? ["its GUID"] : []),
    ...(databases.length === 0 ? ["its databases"] : []),
    ...databases.flatMap(({ name, file }) => (file === null ? [`the file of ${name}`] : [])),
    ...(logFolder === null ? ["its log folder"] : []),
    ...(systemFolder === null ? ["its system folder"] : []),
    ...(logPrefix === null ? ["the prefix of its logs"] : []),
  ];
}

/** A passive copy as well: the server that has it mounted is asked during its backup. */
function mountObstacles({ databases }: BackupUnit): readonly Found[] {
  return databases.flatMap(({ name, mounted }): readonly Found[] => {
    if (mounted === true) return [];
    if (mounted === false) return [{ code: "NOT_MOUNTED", message: `${name} is not mounted` }];
    return [{ code: "MOUNT_UNKNOWN", message: `it is not known whether ${name} is mounted` }];
  });
}

function copyObstacles({ name, role, copyStatus }: BackupUnit): readonly Found[] {
  if (copyStatus === null || role === "unknown") return [];
  const good = role === "passive" ? "Healthy" : "Mounted";
  if (sameName(copyStatus, good)) return [];
  return [
    { code: "COPY_UNHEALTHY", message: `the copy of ${name} on this server is ${copyStatus}, not ${good}` },
  ];
}
