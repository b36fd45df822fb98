import type { Report } from "../model/report.ts";

/** What a renderer may be told; formats for machines ignore what is for eyes. */
export interface RenderOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
  /** False for terminals that show ASCII only. */
  readonly unicode: boolean;
  /** Every job in detail, nothing folded. */
  readonly verbose: boolean;
}

/** A report as a text that ends with a line break. */
export type Renderer = (report: Report, options: RenderOptions) => string;

/** For files and mails, where no terminal sets the limits. */
export const FILE_OPTIONS: RenderOptions = { width: 100, color: false, unicode: true, verbose: false };
