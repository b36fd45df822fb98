interface ObstacleKind {
  /** The condition, for the docs. */
  readonly when: string;
  readonly remedy: string;
  readonly blocks: boolean;
}

const RESTART =
  "Restart the service that has the writer: MSExchangeRepl from 2013 on; before, MSExchangeIS for active and MSExchangeRepl for passive copies. Restarting MSExchangeIS dismounts its databases.";
const ASK_SHELL =
  "Run Get-MailboxDatabase -Status in the Exchange shell under the same account, and see what it says; the role View-Only Organization Management is enough.";

/** Everything that is looked for before a backup, in the order in which it is told. docs/backup-preflight.md has this table. */
export const OBSTACLES = {
  NOT_ELEVATED: {
    when: "This process has no administrator's rights.",
    remedy: "Start it from an elevated prompt, under an account that is a local administrator.",
    blocks: true,
  },
  PROCESS_32_BIT: {
    when: "A 32-bit Node runs on a 64-bit Windows. VSS answers only programs of the system's own width.",
    remedy: "Install the 64-bit Node and run Thawline with it.",
    blocks: true,
  },
  RIGHTS_UNKNOWN: {
    when: "Whether the process is elevated, or how wide it is, could not be found out.",
    remedy:
      "Make sure that the prompt is elevated and Node is a 64-bit one; thawline doctor tells why PowerShell does not answer.",
    blocks: false,
  },
  MACHINE_UNNAMED: {
    when: "The name of this machine could not be found out. The writer names its components by it.",
    remedy: "See with thawline doctor why PowerShell does not answer.",
    blocks: true,
  },
  PROGRAM_PATH: {
    when: "Node or Thawline lies in a path with signs that are not ASCII: copy.cmd, which Diskshadow starts, does not carry them in every language of Windows.",
    remedy:
      "Install both in a path of plain letters, as C:\\Program Files\\nodejs and C:\\Program Files\\Thawline. Short names (8.3) are not used: volumes may be without them.",
    blocks: true,
  },
  DISKSHADOW_MISSING: {
    when: "There is no diskshadow.exe in System32.",
    remedy:
      "Diskshadow belongs to Windows Server 2008 and later, and not to Windows for desktops: run the backup on the Exchange server.",
    blocks: true,
  },
  ROBOCOPY_MISSING: {
    when: "There is no robocopy.exe in System32.",
    remedy: "Robocopy belongs to Windows since Server 2008: see whether SystemRoot is set as it should be.",
    blocks: true,
  },
  ESEUTIL_MISSING: {
    when: "There is no eseutil.exe in the Bin folder of Exchange, or where that folder is is not known.",
    remedy:
      "Set ExchangeInstallPath to the folder of Exchange, as its setup does from 2010 on. Without eseutil nothing is proven, so nothing is truncated.",
    blocks: true,
  },
  WRITERS_UNKNOWN: {
    when: "vssadmin list writers gave no list. Without it the writers of others cannot be left out.",
    remedy:
      "Run vssadmin list writers by hand; look for errors of VSS in the Application log, and whether the service Volume Shadow Copy can be started.",
    blocks: true,
  },
  WRITER_MISSING: {
    when: "VSS lists no writer of Exchange for the role of this copy (id 76fe1ac4-15f7-4bcd-987e-8e1acb462fb7).",
    remedy: RESTART,
    blocks: true,
  },
  WRITER_FAILED: {
    when: "The Exchange writer is in a failed state.",
    remedy: RESTART,
    blocks: true,
  },
  WRITER_NOT_STABLE: {
    when: "The Exchange writer is neither stable nor failed: it waits for the next step of a backup.",
    remedy: `Wait for the backup that runs to end. If none runs, it is left of one that did not end. ${RESTART}`,
    blocks: true,
  },
  WRITER_LAST_ERROR: {
    when: "The Exchange writer is stable, and carries an error of its last backup.",
    remedy: "Nothing is to be done for this backup; thawline jobs tells what happened to the last one.",
    blocks: false,
  },
  SHADOWS_UNKNOWN: {
    when: "vssadmin list shadows gave no list: what an earlier run left behind cannot be seen.",
    remedy: "Run vssadmin list shadows by hand.",
    blocks: false,
  },
  RECOVERY_UNIT: {
    when: "It is a recovery database, or a recovery storage group. The writer does not list those.",
    remedy: "Leave it out: what is in it comes from a backup.",
    blocks: true,
  },
  UNIT_INCOMPLETE: {
    when: "Exchange did not tell its GUID, its files, a folder, or the prefix of its logs.",
    remedy: ASK_SHELL,
    blocks: true,
  },
  OTHERS_INCOMPLETE: {
    when: "The GUID of another unit of this server is not known. It could not be left out by name, and would be truncated without having been copied.",
    remedy: ASK_SHELL,
    blocks: true,
  },
  ROLE_UNKNOWN: {
    when: "It is not known whether it is mounted on this server.",
    remedy: ASK_SHELL,
    blocks: true,
  },
  NOT_MOUNTED: {
    when: "A database of it is dismounted. The writer does not list a dismounted database.",
    remedy: "Mount it (Mount-Database), or leave it out.",
    blocks: true,
  },
  MOUNT_UNKNOWN: {
    when: "The store did not say whether a database of it is mounted.",
    remedy:
      "See whether the Information Store runs on the server that should have it mounted, and can be reached from here.",
    blocks: true,
  },
  BACKUP_IN_PROGRESS: {
    when: "Exchange says that a backup of it is in progress. It takes one at a time.",
    remedy: `Wait for that backup to end, or end it in its own program. If none runs, the mark is left of one that did not end. ${RESTART}`,
    blocks: true,
  },
  CIRCULAR_LOGGING: {
    when: "Circular logging is on, and the backup is a full one: logs that the backup needs may go meanwhile.",
    remedy:
      "Turn it off (Set-MailboxDatabase -CircularLoggingEnabled $false; in 2007 Set-StorageGroup; outside of a DAG it holds after the next mount), or make a copy backup.",
    blocks: true,
  },
  COPY_UNHEALTHY: {
    when: "The copy on this server is not what it should be: Healthy if passive, Mounted if active.",
    remedy:
      "See Get-MailboxDatabaseCopyStatus (2007: Get-StorageGroupCopyStatus); resume or reseed the copy, or back up another one.",
    blocks: true,
  },
  STATUS_UNKNOWN: {
    when: "Exchange did not say whether its logging is circular, whether a backup is in progress, or how a passive copy is.",
    remedy: ASK_SHELL,
    blocks: false,
  },
  VOLUME_UNKNOWN: {
    when: "No volume of this machine is known that a file or folder of it lies on.",
    remedy:
      "See whether the path that Exchange names is on this machine, and what Get-WmiObject Win32_Volume and mountvol list.",
    blocks: true,
  },
  FILE_SYSTEM: {
    when: "A volume of it has neither NTFS nor ReFS, or its file system could not be read.",
    remedy: "See whether the volume is online and unlocked. VSS makes shadow copies of NTFS and ReFS only.",
    blocks: true,
  },
  TOO_MANY_VOLUMES: {
    when: "It lies on more than 64 volumes, which is as many as one snapshot set takes.",
    remedy: "Move its files together.",
    blocks: true,
  },
  SNAPSHOT_SPACE_LOW: {
    when: "A volume of it has less than 10 GiB and less than 10 % free. There VSS keeps what changes while the files are copied, unless another place is set; when it is full, the shadow copy is lost.",
    remedy:
      "Free space, give the shadow copies of that volume another place (vssadmin add shadowstorage), or back up when little is written.",
    blocks: false,
  },
  TARGET_PATH: {
    when: "The target is no full path, or has signs that Diskshadow or cmd do not carry: blanks, what is not ASCII, and % & ^ ! ( ) ; , = ' and quotes.",
    remedy: "Name a target of plain letters and digits, as D:\\Backup.",
    blocks: true,
  },
  TARGET_TOO_LONG: {
    when: "Paths in the folder of the run would have 260 characters or more.",
    remedy: "Name a shorter target.",
    blocks: true,
  },
  TARGET_MISSING: {
    when: "The target is on a drive letter that nothing here has.",
    remedy:
      "Name a target that is there. A network drive of another logon is not: name it as \\\\server\\share.",
    blocks: true,
  },
  TARGET_ON_SNAPSHOT: {
    when: "The target is on a volume that is snapshotted: all that is copied would be kept twice, and push the shadow copy out.",
    remedy: "Name a target on a volume that has no file of this unit.",
    blocks: true,
  },
  TARGET_ON_SHARE: {
    when: "The target is on a share: nobody has seen Diskshadow read its script there and start a program, with no share as a working folder of cmd.",
    remedy:
      "Make a copy backup first (--type copy): it goes the same way, and tells Exchange nothing. Where it fails, name a target on a volume of this server.",
    blocks: false,
  },
  TARGET_OPEN: {
    when: "Others than administrators, the system and this account may write where the target is, or who may cannot be told.",
    remedy:
      "Take that right from them (icacls): they could put folders there that look like runs. On a share the rights of runs are those of the share.",
    blocks: false,
  },
  STATE_OPEN: {
    when: "The same of the state folder, where the records of runs are.",
    remedy:
      "Take that right from them, as docs/service.md shows, or name another folder (--state). Records that others own are not acted upon.",
    blocks: false,
  },
  TARGET_SPACE: {
    when: "The target has less free space than the database and its logs need, with 5 % and 1 GiB to spare.",
    remedy:
      "Free space there, or name another target; --keep removes older good runs only after this one is proven.",
    blocks: true,
  },
  TARGET_SPACE_UNKNOWN: {
    when: "How much is free on the target, or how much is needed, could not be found out.",
    remedy: "Look yourself, before it takes hours. A share is not asked for its space.",
    blocks: false,
  },
  LETTERS_UNKNOWN: {
    when: "Which drive letters are in use could not be found out, and shadow copies are to be shown on letters.",
    remedy:
      "Show them in folders (--expose folders), or see with thawline doctor why PowerShell does not answer.",
    blocks: true,
  },
  NO_FREE_LETTER: {
    when: "From the first letter on there are fewer free drive letters than volumes.",
    remedy:
      "Name an earlier first letter (--first-letter), or show the shadow copies in folders (--expose folders).",
    blocks: true,
  },
  NO_MOUNT_FOLDER: {
    when: "Shadow copies are to be shown in folders of the run, and the target is on a share, or on a file system that mounts no volumes.",
    remedy: "Show them on drive letters (--expose letters), or name a target on a local NTFS volume.",
    blocks: true,
  },
} as const satisfies Readonly<Record<string, ObstacleKind>>;

export type ObstacleCode = keyof typeof OBSTACLES;

/** An obstacle of this kind, as it is here. */
export interface Found {
  readonly code: ObstacleCode;
  readonly message: string;
}
