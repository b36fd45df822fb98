import type { BackupOrder } from "../app/backup/make.ts";
import type { RenderOptions } from "../report/index.ts";
import { renderProgress, renderStep } from "../report/run-lines.ts";
import { visible } from "../report/visible.ts";
import type { Terminal } from "./progress.ts";

/** Tells on stderr how a backup goes on: a line a step, and on a terminal one that changes below them. */
export function backupProgress(
  terminal: Terminal & { readonly isTTY?: boolean | undefined },
  options: RenderOptions,
): { readonly tell: BackupOrder["tell"]; readonly clear: () => void } {
  const lively = terminal.isTTY === true;
  let shown = false;
  const clear = (): void => {
    if (shown) terminal.write("\r\u001b[K");
    shown = false;
  };
  const draw = (text: string): void => {
    if (!lively) return;
    terminal.write(`\r\u001b[K${visible(text).slice(0, (terminal.columns || 80) - 1)}`);
    shown = true;
  };
  return {
    clear,
    tell(event) {
      if (event.kind === "progress") draw(`  ${renderProgress(event.progress)}`);
      else if (event.kind === "waiting") draw(`  waiting for logs to be deleted, ${event.seconds} s at most`);
      else {
        clear();
        terminal.write(renderStep(event.step, options));
      }
    },
  };
}
