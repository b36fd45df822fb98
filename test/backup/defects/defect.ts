/** A defect of the script of 2009: what has to hold, shown not to hold with its behaviour and to hold with ours. */
export interface Defect {
  /** As in docs/script-2009.md. */
  readonly number: number;
  readonly name: string;
  /** Fails by an assertion. */
  readonly as2009: () => void | Promise<void>;
  readonly ours: () => void | Promise<void>;
}

/**
 * @param claim what has to hold; asserts
 * @param as2009 the old behaviour, as small as can be, in words of our own
 * @param ours every place of this program that has to hold it
 */
export function defect<T>(
  number: number,
  name: string,
  claim: (subject: T) => void | Promise<void>,
  as2009: NoInfer<T>,
  ...ours: readonly [NoInfer<T>, ...NoInfer<T>[]]
): Defect {
  return {
    number,
    name,
    as2009: () => claim(as2009),
    async ours() {
      for (const subject of ours) await claim(subject);
    },
  };
}
