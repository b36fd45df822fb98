import type { VerifyReport } from "../../model/verify.ts";
import type { RenderOptions } from "../options.ts";
import { renderVerifyHtml } from "./html.ts";
import { renderVerifyJson } from "./json.ts";
import { renderVerifyJunit } from "./junit.ts";
import { renderVerifyText } from "./text.ts";

/** Every way to print a verify report, by the name that `--format` takes. */
export const VERIFY_RENDERERS = {
  text: renderVerifyText,
  json: renderVerifyJson,
  html: renderVerifyHtml,
  junit: renderVerifyJunit,
} as const satisfies Record<string, (report: VerifyReport, options: RenderOptions) => string>;

export type VerifyFormat = keyof typeof VERIFY_RENDERERS;
