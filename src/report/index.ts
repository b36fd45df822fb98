import { renderHtml } from "./html.ts";
import { renderJson } from "./json.ts";
import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import type { Renderer } from "./options.ts";
import { renderText } from "./text.ts";

/** Every way to print a report, by the name that `--format` takes. A renderer is added here. */
export const RENDERERS = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
  html: renderHtml,
  junit: renderJunit,
} as const satisfies Record<string, Renderer>;

export type ReportFormat = keyof typeof RENDERERS;
export type { RenderOptions } from "./options.ts";
