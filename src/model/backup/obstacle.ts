/** Something that would make a backup fail later, or that an administrator should know before it begins. */
export interface Obstacle {
  /** Stable, UPPER_SNAKE (docs/backup-preflight.md). */
  readonly code: string;
  /** What is so here. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
  /** Whether there is no sense in beginning. */
  readonly blocks: boolean;
}
