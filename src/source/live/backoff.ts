/**
 * How long to wait after so many failures in a row: doubling, up to a bound, and up to a half less by chance, so that the
 * readers of many servers do not come back all at once.
 *
 * @param random from 0 up to 1
 */
export function retryAfter(failures: number, firstMs: number, lastMs: number, random: number): number {
  const full = Math.min(lastMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(full * (1 - random / 2));
}
