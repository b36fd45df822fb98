export interface LineSplitter {
  write(text: string): void;
  /** Hands out the last line where no line end follows it. */
  end(): void;
}

export interface LineOptions {
  /** The longest line that is handed out whole, in UTF-16 units. Default: 1 Mi. */
  readonly limit?: number;
  /** Called just before a line that was cut is handed out; `lost` is how many units it lost at its end. */
  readonly onCut?: (number: number, lost: number) => void;
}

const LIMIT = 1024 * 1024;

/**
 * Cuts text that comes in pieces into lines, ended by CR, LF or CR LF. `number` counts from 1. A longer line
 * than the limit is handed out cut, so that memory stays bounded.
 */
export function createLineSplitter(
  onLine: (line: string, number: number) => void,
  options: LineOptions = {},
): LineSplitter {
  const limit = options.limit ?? LIMIT;
  let open = "";
  let lost = 0;
  let number = 1;
  let afterCr = false;

  const keep = (part: string): void => {
    const room = limit - open.length;
    if (part.length > room) lost += part.length - room;
    open += part.length > room ? part.slice(0, room) : part;
  };

  const handOut = (): void => {
    if (lost > 0) options.onCut?.(number, lost);
    const line = open;
    open = "";
    lost = 0;
    onLine(line, number++);
  };

  return {
    write(text) {
      if (text === "") return;
      let from = afterCr && text.charCodeAt(0) === 10 ? 1 : 0;
      afterCr = text.endsWith("\r");
      const ends = /\r\n?|\n/g;
      ends.lastIndex = from;
      for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
        keep(text.slice(from, found.index));
        from = ends.lastIndex;
        handOut();
      }
      keep(text.slice(from));
    },
    end() {
      if (open !== "" || lost > 0) handOut();
    },
  };
}
