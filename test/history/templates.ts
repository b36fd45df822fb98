import type { EventRecord } from "../../parsers/record.ts";

/** Message texts, as far as they are known (events.json, `template`). What follows ESE's %1 (%2) %3. */
const ENGINE: Readonly<Record<number, string>> = {
  102: "The database engine (%5.%6.%7.%8) is starting a new instance (%4).",
  103: "The database engine stopped the instance (%4).",
  206: "Database %4 cannot be incrementally backed-up. You must first perform a full backup before performing an incremental backup.",
  210: "A full backup is starting.",
  211: "An incremental backup is starting.",
  213: "The backup procedure has been successfully completed.",
  215: "The backup has been stopped because it was halted by the client or the connection with the client failed.",
  224: "Deleting log files %4 to %5.",
  225: "No log files can be truncated.",
  227: "There were %4 log file(s) not found in the log range we attempted to truncate.",
  326: "The database engine attached a database (%4, %5). (Time=%6 seconds)",
  327: "The database engine detached a database (%4, %5). (Time=%6 seconds)",
  399: 'The database page read from the file "%4" at offset %5 (database page %8) for %6 bytes failed verification. Bit %7 was corrupted and has been corrected.',
  459: "The file %4 is missing and could not be backed-up.",
  474: 'The database page read from the file "%4" at offset %5 (database page %10) for %6 bytes failed verification due to a page checksum mismatch. The stored checksum was %8 and the computed checksum was %9. The read operation will fail with error %7.',
  485: 'An attempt to delete the file "%4" failed with system error %6: "%7". The delete file operation will fail with error %5.',
  2001: "Shadow copy instance %4 freeze started.",
  2002: "Shadow copy instance %4 encountered error %5 on freeze.",
  2003: "Shadow copy instance %4 freeze ended.",
  2004: "Shadow copy instance %4 freeze timed-out (%5 ms).",
  2005: "Shadow copy instance %4 starting. This will be a Full shadow copy.",
  2006: "Shadow copy instance %4 completed successfully.",
  2007: "Shadow copy instance %4 aborted.",
  2008: "Shadow copy instance %4 starting. This will be an Incremental shadow copy.",
  2009: "Shadow copy instance %4 starting. This will be a Copy shadow copy.",
  2010: "Shadow copy instance %4 starting. This will be a Differential shadow copy.",
};

const REPL = "The Microsoft Exchange Replication service VSS Writer";
const WRITER = "The Microsoft Exchange VSS Writer";
const VSS = "Volume Shadow Copy Service error:";

const OTHERS: Readonly<Record<string, string>> = {
  "ESE BACKUP 960": "%1 (%2) This computer is performing a surrogate backup. The master server is %3.",
  "MSExchangeIS 9606": "Exchange VSS Writer (instance %1) has prepared for backup successfully.",
  "MSExchangeIS 9811":
    "Exchange VSS Writer (instance %1) has successfully prepared the database engine for a full or copy backup of database '%2'.",
  "MSExchangeRepl 2021": `${WRITER} has successfully collected the metadata document in preparation for backup.`,
  "MSExchangeRepl 2023": `${REPL} (Instance %1) successfully prepared for backup.`,
  "MSExchangeRepl 2027": `${WRITER} instance %1 has successfully frozen the databases.`,
  "MSExchangeRepl 2029": `${WRITER} instance %1 has successfully thawed the databases.`,
  "MSExchangeRepl 2033": `${REPL} (Instance %1) has successfully processed the backup completion event.`,
  "MSExchangeRepl 2034": `${REPL} (Instance %1) failed with error %2 when processing the backup completion event.`,
  "MSExchangeRepl 2035": `${REPL} (Instance %1) has successfully processed the post-snapshot event.`,
  "MSExchangeRepl 2037": `${REPL} (Instance %1) backup has been successfully shut down.`,
  "MSExchangeRepl 2046": `${REPL} instance %1 has successfully completed the backup of database '%2'.\n\nDatabase log truncation has been requested for this database. Log truncation will occur on the active copy after the next log generation is created. Log truncation will occur automatically on the passive copies after that log file is copied.`,
  "MSExchangeRepl 2110": `${WRITER} instance %1 has successfully prepared for a full or a copy backup of database '%2'. The following database will be backed up: %3.`,
  "MSExchangeRepl 2153":
    "The log copier was unable to communicate with server %1. The copy of database %2 is in a disconnected state. The communication error was: %3 The copier will automatically retry after a short delay.",
  "VSS 8193": `${VSS} Unexpected error calling routine %1. hr = %2. %3`,
  "VSS 8194": `${VSS} Unexpected error querying for the IVssWriterCallback interface. hr = %1. %2`,
  "VSS 8224": "The VSS service is shutting down due to idle timeout. %1",
  "VSS 12290": "Volume Shadow Copy Service warning: %1. hr = %2. %3",
  "VSS 12298": `${VSS} The I/O writes cannot be held during the shadow copy creation period on volume %1. The volume index in the shadow copy set is %2. Error details: Flush[%3], Release[%4], OnRun[%5].`,
  "VSS 12301": `${VSS} Writer %1 did not respond to a GatherWriterStatus call.`,
  "volsnap 8":
    "The flush and hold writes operation on volume %2 timed out while waiting for a release writes command.",
  "volsnap 25":
    "The shadow copies of volume %2 were deleted because the shadow copy storage could not grow in time. Consider reducing the IO load on the system or choose a shadow copy storage volume that is not being shadow copied.",
  "volsnap 30": "An unfinished create of a shadow copy of volume %2 was deleted.",
  "volsnap 36":
    "The shadow copies of volume %2 were aborted because the shadow copy storage could not grow due to a user imposed limit.",
};

/** 2003 has the same event without the GUID (KB 910250). */
const WITHOUT_GUID: Readonly<Record<string, string>> = {
  "MSExchangeIS 9606": "Exchange VSS Writer has prepared for backup successfully.",
  "MSExchangeIS 9607": "Error code %1 when preparing for backup.",
};

/**
 * The English text of a record. Where none is known: what Windows shows for a source without message file,
 * which lists the insertion strings.
 */
export function render(record: EventRecord): string {
  if (record.message !== null) return record.message;
  const key = `${record.provider} ${record.eventId}`;
  const engine = record.provider === "ESE" || record.provider === "ESENT";
  const known = engine ? ENGINE[record.eventId ?? 0] : OTHERS[key];
  const template = hasGuid(record) ? known : (WITHOUT_GUID[key] ?? known);
  if (template === undefined) return undescribed(record);
  return fill(engine ? `%1 (%2) %3${template}` : template, record.strings).trim();
}

function hasGuid({ strings }: EventRecord): boolean {
  return strings[0] !== undefined && !/^0x[0-9a-f]+$/i.test(strings[0]);
}

function fill(template: string, strings: readonly string[]): string {
  return template.replace(/%(\d+)/g, (_, number: string) => strings[Number(number) - 1] ?? "");
}

function undescribed({ eventId, provider, strings }: EventRecord): string {
  return [
    `The description for Event ID ${eventId} from source ${provider} cannot be found. Either the component that raises this event is not installed on your local computer or the installation is corrupted. You can install or repair the component on the local computer.`,
    "If the event originated on another computer, the display information had to be saved with the event.",
    "The following information was included with the event: ",
    ...strings.map((text) => text.trim()),
  ]
    .join("\n\n")
    .trim();
}
