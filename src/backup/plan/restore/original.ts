import type { RestoreStep, RestoreWay } from "../../../model/backup/restore.ts";
import { firstLabel, sameServer } from "../../../model/names.ts";
import { joinPath, samePath, splitPath } from "../paths.ts";
import { shellLiteral } from "./literal.ts";
import { COPIED, lookFirst, recover, robocopy, type Scene, step } from "./scene.ts";

/** In place of the original: to the time of the backup. All copies of a DAG must come from the same data afterwards. */
export function originalWay(scene: Scene): RestoreWay {
  const { plan } = scene;
  const { unit } = plan;
  const folders = liveFolders(scene);
  const names = identities(scene);
  return {
    name: "original",
    title: `In place of the original: ${unit.name} as it was at ${plan.createdAt}`,
    notes: [
      "Nobody can work with it meanwhile, and what came after the backup is lost, unless the logs since then are kept and played back too.",
      ...serverNotes(scene),
      "Nothing is deleted: what is there now is put aside, and needs room until it is no longer wanted.",
      ...(unit.kind === "storage-group"
        ? ["The cmdlets of 2007 are known from memory, and were not compared with its documentation."]
        : []),
    ],
    steps: [
      lookFirst(scene),
      ...suspend(scene),
      step(
        "Dismount it, and let it be overwritten",
        names.flatMap(({ name, kind }) => [
          `Dismount-Database -Identity ${name} -Confirm:$false`,
          `Set-${kind} -Identity ${name} -AllowFileRestore $true`,
          `Get-${kind} -Identity ${name} -Status | Format-List Name,Mounted,AllowFileRestore`,
        ]),
        "Mounted is False, AllowFileRestore is True.",
      ),
      putAside(scene, folders),
      step(
        "Copy the backup to its places",
        plan.transfers.map(({ to, live, files }) => robocopy(plan, to, live, ...files)),
        COPIED,
        "To go on to a later time: put the logs that are newer than the backup's, from those put aside, beside the copied ones, in place of the backup's current log (the one without a number). The next step tells whether they follow one another; if not, take them out again.",
      ),
      ...recover(
        scene,
        scene.databases.map(({ live }) => live),
        { logs: folders.logs, system: folders.system, databases: null },
      ),
      step(
        "Mount it",
        names.flatMap(({ name, kind }) => [
          `Mount-Database -Identity ${name}`,
          `Set-${kind} -Identity ${name} -AllowFileRestore $false`,
          `Get-${kind} -Identity ${name} -Status | Format-List Name,Mounted,AllowFileRestore`,
        ]),
        "Mounted is True, AllowFileRestore is False.",
      ),
      ...reseed(scene),
      step(
        "Back it up in full at once",
        [`thawline backup --database ${shellLiteral(unit.name)} --target <folder>`],
        null,
        "The backups of before have other logs from here on. What was put aside can be deleted when all is well.",
      ),
    ],
  };
}

interface LiveFolders {
  readonly logs: string;
  readonly system: string;
}

function liveFolders({ plan }: Scene): LiveFolders {
  const logs = plan.transfers.find(({ name }) => name === "logs")?.live;
  if (logs === undefined) throw new Error("a plan without logs");
  return { logs, system: plan.transfers.find(({ name }) => name === "checkpoint")?.live ?? logs };
}

interface Identity {
  /** As a literal. */
  readonly name: string;
  readonly kind: "MailboxDatabase" | "PublicFolderDatabase";
}

/** The name of a database is its own in the organisation from 2010 on; in 2007 it is one of a storage group. */
function identities({ plan: { unit, server } }: Scene): readonly Identity[] {
  return unit.databases.map(({ name, publicFolders }) => ({
    name: shellLiteral(unit.kind === "database" ? name : `${firstLabel(server)}\\${unit.name}\\${name}`),
    kind: publicFolders === true ? "PublicFolderDatabase" : "MailboxDatabase",
  }));
}

function otherCopies({ plan: { unit, server } }: Scene): readonly string[] {
  return unit.kind === "database" ? unit.copies.filter((copy) => !sameServer(copy, server)) : [];
}

function serverNotes(scene: Scene): readonly string[] {
  const { server, unit } = scene.plan;
  const own = firstLabel(server);
  if (unit.kind === "storage-group") {
    return [
      "Where the storage group is replicated, its replication must be suspended before and seeded anew after.",
    ];
  }
  if (otherCopies(scene).length === 0) return [`The commands are for ${own}.`];
  return [
    unit.role === "passive"
      ? `The backup is of the passive copy on ${own}. Restore on the server that has the database mounted: only an active copy can be restored, and the others are seeded from it.`
      : `The commands are for ${own}, which had it mounted at the time of the backup. If another server has it mounted now, restore there: only an active copy can be restored.`,
    "All copies must come from the same data: the others are suspended before, and seeded anew after.",
  ];
}

function suspend(scene: Scene): readonly RestoreStep[] {
  const { unit, id } = scene.plan;
  const others = otherCopies(scene);
  if (others.length === 0) return [];
  return [
    step(
      "See which copy is mounted, and suspend all others",
      [
        `Get-MailboxDatabaseCopyStatus -Identity ${shellLiteral(`${unit.name}\\*`)} | Format-Table Name,Status,ActiveCopy`,
        ...others.map(
          (copy) =>
            `Suspend-MailboxDatabaseCopy -Identity ${shellLiteral(`${unit.name}\\${copy}`)} -SuspendComment ${shellLiteral(`Restore of run ${id}`)} -Confirm:$false`,
        ),
      ],
      "The copy on this server is the mounted one; the others are Suspended.",
    ),
  ];
}

function reseed(scene: Scene): readonly RestoreStep[] {
  const { unit } = scene.plan;
  const others = otherCopies(scene);
  if (others.length === 0) return [];
  return [
    step(
      "Seed all other copies anew",
      [
        ...others.map(
          (copy) =>
            `Update-MailboxDatabaseCopy -Identity ${shellLiteral(`${unit.name}\\${copy}`)} -DeleteExistingFiles`,
        ),
        `Get-MailboxDatabaseCopyStatus -Identity ${shellLiteral(`${unit.name}\\*`)} | Format-Table Name,Status,CopyQueueLength,ReplayQueueLength`,
      ],
      "One copy is Mounted, all others are Healthy.",
      "It deletes the old files of those copies, and copies the whole database to them.",
    ),
  ];
}

/** Into a folder of each place: on the same volume nothing has to be copied. */
function putAside({ plan, databases }: Scene, { logs, system }: LiveFolders): RestoreStep {
  const aside = (folder: string): string => joinPath(folder, `before-restore-${plan.id}`);
  const places = [...databases.map(({ live }) => splitPath(live).folder), logs, system];
  const folders = places.filter((folder, at) => places.findIndex((one) => samePath(one, folder)) === at);
  const streams = folders.filter((folder) => samePath(folder, logs) || samePath(folder, system));
  return step(
    "Put aside what is there now",
    [
      ...folders.map((folder) => `New-Item -ItemType Directory -Path ${shellLiteral(aside(folder))}`),
      ...plan.transfers
        .filter(({ name }) => name === "database")
        .flatMap(({ live, files }) => files.map((file) => moveFiles(live, file, aside(live)))),
      ...streams.map((folder) => moveFiles(folder, `${plan.logPrefix}*`, aside(folder))),
    ],
    "No error, and none of these files left in its place.",
  );
}

/** Nothing to move is no error, and no sign of a path is read as a pattern. */
function moveFiles(folder: string, filter: string, to: string): string {
  return `Get-ChildItem -LiteralPath ${shellLiteral(folder)} -Filter ${shellLiteral(filter)} | Where-Object { -not $_.PSIsContainer } | Move-Item -Destination ${shellLiteral(to)}`;
}
