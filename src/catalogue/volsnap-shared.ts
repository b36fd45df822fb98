/** What all events of the snapshot driver share. */
export const VOLSNAP_SHARED = {
  provider: "volsnap",
  channel: "System",
  category: "None",
  versions: ["Windows 2003", "2008", "2008 R2", "2012", "2012 R2", "2016", "2019", "2022"],
  citation: "message table of volsnap.sys 5.1-6.3 (libyal winevt-kb)",
  confidence: "quoted",
  lead: ["device", "volume"],
} as const;
