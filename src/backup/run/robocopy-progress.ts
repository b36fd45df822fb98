/** Follows how much of a transfer is done, by what robocopy prints while it copies. */
export interface RobocopyFollower {
  write(text: string): void;
  /** Files that were begun, and bytes that are copied. */
  done(): { readonly files: number; readonly bytes: number };
  /** Whether it was seen to tell how far it is with a file. */
  tells(): boolean;
}

const LONGEST = 4_000;

/**
 * Reads by shape, in any language: with `/BYTES` a line that ends in a tab, a number, a tab and a name begins a file; a
 * percentage that stands alone tells how much of it is copied.
 */
export function followRobocopy(): RobocopyFollower {
  let rest = "";
  let [files, before, current, percent] = [0, 0, 0, 0];
  let told = false;

  function line(text: string): void {
    const part = /^\s*(\d{1,3}(?:[.,]\d+)?)%\s*$/.exec(text);
    if (part !== null) {
      told = true;
      percent = Math.min(100, Number(part[1]?.replace(",", ".")));
      return;
    }
    const file = /\t\s*(\d{1,15})\t[^\t]*[^\t\\/]$/.exec(text);
    if (file === null) return;
    before += current;
    current = Number(file[1]);
    percent = 0;
    files += 1;
  }

  return {
    write(text) {
      const lines = (rest + text).split(/[\r\n]/);
      rest = (lines.pop() ?? "").slice(-LONGEST);
      for (const one of lines) line(one);
    },
    done: () => ({ files: Math.max(0, files - 1), bytes: before + Math.floor((current * percent) / 100) }),
    tells: () => told,
  };
}
