/** Whether the records of one provider are wanted, by event id. */
export type Decide = (eventId: number) => boolean;

/** Hostile files can make up providers without end. */
const MOST_PROVIDERS = 4096;

/**
 * Remembers what `wants` said, since it is asked for each record but knows only providers and ids. Without `wants`
 * all is wanted.
 */
export function createDecisions(
  wants: ((provider: string, eventId: number) => boolean) | undefined,
): (provider: string) => Decide {
  const byProvider = new Map<string, Decide>();

  return (provider) => {
    const known = byProvider.get(provider);
    if (known !== undefined) return known;
    const fresh = decisionsOf(provider, wants);
    if (byProvider.size >= MOST_PROVIDERS) byProvider.clear();
    byProvider.set(provider, fresh);
    return fresh;
  };
}

function decisionsOf(
  provider: string,
  wants: ((provider: string, eventId: number) => boolean) | undefined,
): Decide {
  if (wants === undefined) return () => true;
  const byId = new Map<number, boolean>();
  return (eventId) => {
    let wanted = byId.get(eventId);
    if (wanted === undefined) {
      wanted = wants(provider, eventId);
      byId.set(eventId, wanted);
    }
    return wanted;
  };
}
