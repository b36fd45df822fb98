import type { CatalogueRow } from "../model/catalogue.ts";
import { ESE_SHARED, SINCE_2010 } from "./ese-shared.ts";
import { rowsOf } from "./rows.ts";

/** Slow and failed input and output. */
export const ESE_STORAGE: readonly CatalogueRow[] = rowsOf({ ...ESE_SHARED, category: "Performance (7)" }, [
  {
    id: 507,
    symbol: "OSFILE_READ_TOO_LONG_ID",
    level: "Warning",
    phase: "storage",
    outcome: "warning",
    signal: "io-slow",
    meaning:
      "Storage: slow read. Writes held during a freeze can raise it as well, so inside freeze start..end it is expected noise if %7 is about the freeze length.",
    template:
      'A request to read from the file "%4" at offset %5 for %6 bytes succeeded, but took an abnormally long time (%7 seconds) to be serviced by the OS. [...]',
    strings: ["file", ["text", "offset"], ["text", "length in bytes"], "seconds"],
    see: "the remark on the freeze is derived",
  },
  {
    id: 508,
    symbol: "OSFILE_WRITE_TOO_LONG_ID",
    level: "Warning",
    phase: "storage",
    outcome: "warning",
    signal: "io-slow",
    meaning:
      "Storage: slow write. Writes held during a freeze can raise it as well, so inside freeze start..end it is expected noise if %7 is about the freeze length.",
    template:
      'A request to write to the file "%4" at offset %5 for %6 bytes succeeded, but took an abnormally long time (%7 seconds) to be serviced by the OS. [...]',
    strings: ["file", ["text", "offset"], ["text", "length in bytes"], "seconds"],
    see: "the remark on the freeze is derived",
  },
  {
    id: 509,
    symbol: "OSFILE_READ_TOO_LONG_AGAIN_ID",
    level: "Warning",
    phase: "storage",
    outcome: "warning",
    signal: "io-slow",
    meaning:
      "Storage: slow read, repeated. Writes held during a freeze can raise it as well, so inside freeze start..end it is expected noise if %7 is about the freeze length.",
    template:
      'A request to read from the file "%4" at offset %5 for %6 bytes succeeded, but took an abnormally long time (%7 seconds) to be serviced by the OS. [...]',
    strings: [
      "file",
      ["text", "offset"],
      ["text", "length in bytes"],
      "seconds",
      ["count", "other slow requests"],
      ["text", "seconds since the last message"],
    ],
    see: "the remark on the freeze is derived",
  },
  {
    id: 510,
    symbol: "OSFILE_WRITE_TOO_LONG_AGAIN_ID",
    level: "Warning",
    phase: "storage",
    outcome: "warning",
    signal: "io-slow",
    meaning:
      "Storage: slow write, repeated. Writes held during a freeze can raise it as well, so inside freeze start..end it is expected noise if %7 is about the freeze length.",
    template:
      'A request to write to the file "%4" at offset %5 for %6 bytes succeeded, but took an abnormally long time (%7 seconds) to be serviced by the OS. [...]',
    strings: [
      "file",
      ["text", "offset"],
      ["text", "length in bytes"],
      "seconds",
      ["count", "other slow requests"],
      ["text", "seconds since the last message"],
    ],
    see: "the remark on the freeze is derived",
  },
  {
    id: 532,
    symbol: "IOMGR_HUNG_READ_IO_DETECTED_ID",
    level: "Error/Warning",
    versions: SINCE_2010,
    phase: "storage",
    outcome: "warning",
    signal: "io-slow",
    meaning: "A read has not completed for %7 s.",
    template:
      'A request to read from the file "%4" at offset %5 for %6 bytes has not completed for %7 second(s). [...]',
    strings: ["file", ["text", "offset"], ["text", "length in bytes"], "seconds"],
  },
  {
    id: 533,
    symbol: "IOMGR_HUNG_WRITE_IO_DETECTED_ID",
    level: "Error/Warning",
    versions: SINCE_2010,
    phase: "storage",
    outcome: "warning",
    signal: "io-slow",
    meaning: "A write has not completed for %7 s (seen when a snapshot holds writes too long).",
    template:
      'A request to write to the file "%4" at offset %5 for %6 bytes has not completed for %7 second(s). [...]',
    strings: ["file", ["text", "offset"], ["text", "length in bytes"], "seconds"],
  },
  {
    id: 481,
    symbol: "OSFILE_READ_ERROR_ID",
    level: "Error",
    category: "General (1)",
    phase: "storage",
    outcome: "failure",
    signal: "io-failed",
    meaning: "Read failed (-1022 etc.).",
    template:
      'An attempt to read from the file "%4" at offset %5 for %6 bytes failed after %10 seconds with system error %8: "%9". The read operation will fail with error %7. [...]',
    strings: [
      "file",
      ["text", "offset"],
      ["text", "length in bytes"],
      "jetError",
      ["text", "system error"],
      ["text", "text of the system error"],
      "seconds",
    ],
  },
  {
    id: 482,
    symbol: "OSFILE_WRITE_ERROR_ID",
    level: "Error",
    category: "General (1)",
    phase: "storage",
    outcome: "failure",
    signal: "io-failed",
    meaning: "Write failed.",
    template:
      'An attempt to write to the file "%4" at offset %5 for %6 bytes failed after %10 seconds with system error %8: "%9". The write operation will fail with error %7. [...]',
    strings: [
      "file",
      ["text", "offset"],
      ["text", "length in bytes"],
      "jetError",
      ["text", "system error"],
      ["text", "text of the system error"],
      "seconds",
    ],
  },
  {
    id: 413,
    symbol: "NEW_LOG_ERROR_ID",
    level: "Error",
    category: "Logging/Recovery (3)",
    phase: "storage",
    outcome: "failure",
    signal: "io-failed",
    meaning:
      "No new log generation could be created (drive full / read-only). Stops the store, and makes a freeze fail because a freeze forces a new generation.",
    template:
      "Unable to create a new logfile because the database cannot write to the log drive. The drive may be read-only, out of disk space, misconfigured, or corrupted. Error %4.",
    strings: ["jetError"],
    see: "freeze remark derived from ErrBKOSSnapshotStopLogging",
  },
  {
    id: 522,
    symbol: "OSFS_OPEN_DEVICE_ERROR_ID",
    level: "Error",
    category: "General (1)",
    phase: "storage",
    outcome: "warning",
    signal: "io-failed",
    meaning:
      "Volume device could not be opened (seen when a file lives on a shadow copy volume that vanished).",
    template:
      'An attempt to open the device with name "%4" containing "%5" failed with system error %7: "%8". The operation will fail with error %6.',
    strings: ["device", "file", "jetError", ["text", "system error"], ["text", "text of the system error"]],
    see: "remark from memory",
  },
]);
