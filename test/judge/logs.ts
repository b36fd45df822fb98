/** Logs of MBX1 (and MBX2), in the lines of `timeline`. */

/** A good full backup of DB01, mounted on MBX1, from 01:00 to 01:30; its session is (process 11, number 1). */
export const GOOD = `
  01:00:00 MBX1 MSExchangeRepl/2110 guid=a1 database=DB01
  01:00:01 MBX1 MSExchangeRepl/2023 guid=a1
  01:00:02 MBX1 ESE/2005 pid=11 eseInstance=1 database=DB01 process="Information Store - DB01"
  01:00:03 MBX1 MSExchangeRepl/2025 guid=a1
  01:00:10 MBX1 ESE/2001 pid=11 eseInstance=1 database=DB01
  01:00:10.1 MBX1 MSExchangeRepl/2027 guid=a1
  01:00:12 MBX1 ESE/2003 pid=11 eseInstance=1 database=DB01
  01:00:12.1 MBX1 MSExchangeRepl/2029 guid=a1
  01:00:13 MBX1 MSExchangeRepl/2035 guid=a1
  01:30:00 MBX1 ESE/224 pid=11 database=DB01 task=16 firstLog=E0001.log lastLog=E0009.log
  01:30:01 MBX1 ESE/2006 pid=11 eseInstance=1 database=DB01
  01:30:02 MBX1 MSExchangeRepl/2046 guid=a1 database=DB01
  01:30:03 MBX1 MSExchangeRepl/2033 guid=a1
  01:30:05 MBX1 MSExchangeRepl/2037 guid=a1`;

/** A good full backup of DB01's passive copy on MBX2, while it is mounted on MBX1. */
export const PASSIVE = `
  01:00:00 MBX2 MSExchangeRepl/2110 guid=b2 database=DB01
  01:00:01 MBX2 MSExchangeRepl/2023 guid=b2
  01:00:02 MBX2 ESE BACKUP/960 peer=mbx1
  01:00:02.1 MBX1 ESE/210 pid=11 database=DB01
  01:00:03 MBX2 MSExchangeRepl/2025 guid=b2
  01:00:10 MBX2 MSExchangeRepl/2027 guid=b2
  01:00:12 MBX2 MSExchangeRepl/2029 guid=b2
  01:00:13 MBX2 MSExchangeRepl/2035 guid=b2
  01:30:01 MBX1 ESE/213 pid=11 database=DB01
  01:30:02 MBX2 MSExchangeRepl/2046 guid=b2 database=DB01
  01:30:03 MBX2 MSExchangeRepl/2033 guid=b2
  01:30:05 MBX2 MSExchangeRepl/2037 guid=b2`;

/** The lines up to a time, which is left out: `01:00:10`. */
export function before(time: string, log = GOOD): string {
  return lines(log)
    .filter((line) => clock(line) < time)
    .join("\n");
}

/** The lines from a time on. */
export function from(time: string, log = GOOD): string {
  return lines(log)
    .filter((line) => clock(line) >= time)
    .join("\n");
}

/** The lines without the events of some ids. */
export function without(log: string, ...ids: readonly number[]): string {
  return lines(log)
    .filter((line) => !ids.some((id) => line.includes(`/${id} `) || line.endsWith(`/${id}`)))
    .join("\n");
}

/** The same some days later, as another job. */
export function later(days: number, guid: string, log = GOOD): string {
  return lines(log)
    .map((line) => `+${days}d ${line.replace("guid=a1", `guid=${guid}`)}`)
    .join("\n");
}

function lines(log: string): string[] {
  return log
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function clock(line: string): string {
  return line.replace(/^\+\d+d /, "").split(" ", 1)[0] ?? "";
}
