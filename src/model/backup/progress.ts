/** `progress.json`, how far the step is that copies and checks; written anew about every second. */
export interface CopyProgress {
  readonly schema: "thawline.progress/1";
  /** Of the run. */
  readonly id: string;
  /** The process of the step. */
  readonly process: number;
  /** The step that runs, as `RunStep.name`. */
  readonly step: string;
  readonly at: string;
  readonly files: number;
  readonly filesInAll: number;
  /** Copied so far. */
  readonly bytes: number;
  readonly bytesInAll: number;
  /** Bytes read so far by the check of the copy. */
  readonly checked: number;
  /** Bytes a second since the step began; null in its first moments. */
  readonly rate: number | null;
  /** Milliseconds that may pass without a change: eseutil shows nothing while it reads. */
  readonly patience: number;
  /** Diskshadow gives them to what it starts: known here even where its own output comes late. */
  readonly shadows: readonly { readonly alias: string; readonly id: string }[];
}
