import type { CatalogueRow } from "../model/catalogue.ts";
import { rowsOf } from "./rows.ts";
import { VSS_SHARED } from "./vss-shared.ts";

/** The making of shadow copies by providers. */
export const VSS_PROVIDER: readonly CatalogueRow[] = rowsOf(VSS_SHARED, [
  {
    id: 12292,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "vss-error",
    meaning: "Provider COM class could not be created.",
    template:
      "Volume Shadow Copy Service error: Error creating the Shadow Copy Provider COM class with CLSID %1 [%2].",
    strings: [["text", "class id of the provider"], "hresult"],
  },
  {
    id: 12293,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "vss-error",
    meaning: "Provider routine failed (e.g. CommitSnapshots/EndPrepareSnapshots with an error code).",
    template:
      "Volume Shadow Copy Service error: Error calling a routine on the Shadow Copy Provider %1. Routine details %2 [hr = %3].",
    strings: [["text", "provider GUID"], "routine", "hresult"],
  },
  {
    id: 12294,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "vss-error",
    meaning: "Provider routine returned E_INVALIDARG.",
    template:
      "Volume Shadow Copy Service error: Error calling a routine on the Shadow Copy Provider %1. Routine returned E_INVALIDARG. Routine details %2.",
    strings: [["text", "provider GUID"], "routine"],
  },
  {
    id: 12297,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "flush-hold-timeout",
    meaning: "FLUSH TIMEOUT: I/O writes could not be flushed during the creation period.",
    template:
      "Volume Shadow Copy Service error: The I/O writes cannot be flushed during the shadow copy creation period on volume %1. The volume index in the shadow copy set is %2. Error details: Flush[%3], Release[%4], OnRun[%5].",
    strings: [
      "volume",
      ["count", "index of the volume in the set"],
      ["hresult", "flush"],
      ["hresult", "release"],
      ["hresult", "OnRun"],
    ],
    note: "0x80042313 inside Flush[] is VSS_E_FLUSH_WRITES_TIMEOUT",
  },
  {
    id: 12298,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "flush-hold-timeout",
    meaning: "HOLD TIMEOUT: writes could not be held for the whole creation period (10 s).",
    template:
      "Volume Shadow Copy Service error: The I/O writes cannot be held during the shadow copy creation period on volume %1. The volume index in the shadow copy set is %2. Error details: Flush[%3], Release[%4], OnRun[%5].",
    strings: [
      "volume",
      ["count", "index of the volume in the set"],
      ["hresult", "flush"],
      ["hresult", "release"],
      ["hresult", "OnRun"],
    ],
    note: "0x80042314 inside Release[] is VSS_E_HOLD_WRITES_TIMEOUT",
  },
  {
    id: 12299,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "vss-error",
    meaning: "Provider committed an unexpected number of shadow copies.",
    template:
      "Volume Shadow Copy Service error: One of the shadow copy providers returned an invalid number of committed shadow copies. The expected number of committed shadow copy is %1. The detected number of committed shadow copies is %2.",
    strings: [
      ["count", "expected"],
      ["text", "detected"],
    ],
  },
  {
    id: 12305,
    level: "Error",
    phase: "vss",
    outcome: "failure",
    signal: "vss-error",
    meaning: "Volume/disk not connected or not found (snapshot or source gone).",
    template: "Volume Shadow Copy Service error: Volume/disk not connected or not found. Error context: %1.",
    strings: [["text", "error context"]],
  },
]);
