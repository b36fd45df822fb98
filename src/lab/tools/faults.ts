/** What the simulated tools do wrong, as a story orders it. All of it may change while they run. */
export interface ToolFaults {
  /** In seconds; absent: as long as usual. */
  frozenSeconds?: number;
  holdSeconds?: number;
  /** Diskshadow, robocopy and vssadmin speak another language. */
  language?: "zh-CN";
  /** The provider has no room for a shadow copy. */
  noShadowSpace?: boolean;
  /** What is not there. */
  readonly missing: Set<ToolName>;
  /** What happens when Diskshadow comes to a line; `ends` ends it there. */
  readonly lines: LineFault[];
  readonly robocopy: RobocopyFault[];
  readonly eseutil: EseutilFault[];
}

export type ToolName = "diskshadow.exe" | "robocopy.exe" | "eseutil.exe" | "vssadmin.exe" | "icacls.exe";

export interface LineFault {
  /** What the line begins with: `create`, `expose`, `end backup`. */
  readonly line: string;
  /** Before it is carried out, or after. */
  readonly when: "before" | "after";
  /** Once, at the first such line. */
  readonly act?: () => void;
  readonly ends?: "fails" | "dies";
}

/** Each concerns a file once, or the next run as a whole. */
export type RobocopyFault =
  /** One file cannot be copied: a Win32 error. */
  | { readonly kind: "file"; readonly name: string; readonly error: number }
  /** Nothing is copied. */
  | { readonly kind: "fatal"; readonly error: number }
  | { readonly kind: "killed" | "hangs" }
  /** It passes a file over, or copies it wrongly, without a word. */
  | { readonly kind: "skips"; readonly name: string }
  | { readonly kind: "spoils"; readonly name: string; readonly edit: (bytes: Uint8Array) => Uint8Array };

export type EseutilFault =
  | { readonly mode: string; readonly kind: "killed" | "hangs" }
  /** It ends with 0 and says nothing of success. */
  | { readonly mode: string; readonly kind: "lies" }
  /** It has seen so many pages less than the file has, and is content. */
  | { readonly mode: string; readonly kind: "fewer"; readonly pages: number }
  /** It ends with an error whatever the file is. */
  | { readonly mode: string; readonly kind: "error"; readonly error: number };

export function noFaults(): ToolFaults {
  return { missing: new Set(), lines: [], robocopy: [], eseutil: [] };
}

/** The first fault of a list that fits, which is used up by it. */
export function takeFault<Fault>(faults: Fault[], fits: (fault: Fault) => boolean): Fault | undefined {
  const at = faults.findIndex(fits);
  return at < 0 ? undefined : faults.splice(at, 1)[0];
}
