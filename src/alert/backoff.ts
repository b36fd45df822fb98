const BASE_SECONDS = 10;
const MOST_SECONDS = 3600;
/** A receiver may ask for patience, but not for so much that an alert is of no use any more. */
const MOST_ASKED_SECONDS = 6 * 3600;

/**
 * How long to wait after a try that failed, in ms: exponential with full jitter, so that many entries do not come back at
 * once (aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter).
 *
 * @param attempts tries that failed before this one
 * @param random from 0 up to but not 1
 * @param asked seconds that the receiver asked for; it is not tried sooner
 */
export function backoffMs(attempts: number, random: number, asked = 0): number {
  const most = Math.min(MOST_SECONDS, BASE_SECONDS * 2 ** Math.min(attempts, 20));
  return Math.round(1000 * Math.max(1, random * most, Math.min(asked, MOST_ASKED_SECONDS)));
}
