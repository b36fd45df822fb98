import { ALERT_SCHEMA } from "../src/alert/schema.ts";
import { configSchemaText } from "../src/config/json-schema.ts";
import { REPORT_SCHEMA } from "../src/report/schema.ts";
import { VERIFY_SCHEMA } from "../src/report/verify/schema.ts";
import { backupScriptsMarkdown } from "./backup-scripts-markdown.ts";
import { configMarkdown } from "./config-markdown.ts";
import { diagnosticsMarkdown } from "./diagnostics-markdown.ts";
import { eventsMarkdown } from "./events-markdown.ts";
import { findingsMarkdown } from "./findings-markdown.ts";
import { kernelModule } from "./kernel.ts";
import { labBackupsMarkdown } from "./lab-backups-markdown.ts";
import { labMarkdown } from "./lab-markdown.ts";
import { pageAssets } from "./page-assets.ts";
import { restoreMarkdown } from "./restore-markdown.ts";

/** A file of the repository that is made from the code and checked in beside it. */
export interface GeneratedFile {
  /** From the top of the repository. */
  readonly path: string;
  render(): string | Promise<string>;
}

/** All of them; a new one is one line here. */
export const GENERATED_FILES: readonly GeneratedFile[] = [
  { path: "docs/backup-scripts.md", render: backupScriptsMarkdown },
  { path: "docs/config.schema.json", render: configSchemaText },
  { path: "docs/configuration.md", render: configMarkdown },
  { path: "docs/alert.schema.json", render: () => `${JSON.stringify(ALERT_SCHEMA, null, 2)}\n` },
  { path: "docs/diagnostics.md", render: diagnosticsMarkdown },
  { path: "docs/events.md", render: eventsMarkdown },
  { path: "docs/findings.md", render: findingsMarkdown },
  { path: "docs/lab-backups.md", render: labBackupsMarkdown },
  { path: "docs/lab.md", render: labMarkdown },
  { path: "docs/report.schema.json", render: () => `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n` },
  { path: "src/report/html/assets.ts", render: pageAssets },
  { path: "docs/restore.md", render: restoreMarkdown },
  { path: "docs/verify.schema.json", render: () => `${JSON.stringify(VERIFY_SCHEMA, null, 2)}\n` },
  { path: "src/verify/kernel/kernel-wasm.ts", render: kernelModule },
];
