/** So many at once: each phone spends most of its time waiting, as people do. */
export const AT_ONCE = 4;

/** Does something with each, several at once, in their order. */
export async function several<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all];
  const go = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await act(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
}
