/** What all events of the shadow copy service share. Its texts are translated on localised systems. */
export const VSS_SHARED = {
  provider: "VSS",
  channel: "Application",
  category: "None",
  versions: ["Windows 2003", "2008", "2008 R2", "2012", "2012 R2", "2016", "2019", "2022"],
  citation: "message tables of vssapi and vssvc 5.1-6.3 (libyal winevt-kb)",
  confidence: "quoted",
} as const;
