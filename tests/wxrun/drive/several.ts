/** So many at once: each phone spends most of its time waiting, as people do. */
export const AT_ONCE = 4;

/** Does something with each, several at once, in their order. @returns what is wrong, of all of them */
export async function several<T>(all: readonly T[], act: (one: T) => Promise<string[]>): Promise<string[]> {
  const waiting = [...all];
  const faults: string[] = [];
  const go = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift())
      faults.push(...(await act(one).catch((error: Error) => [`${JSON.stringify(one)}: ${error.message}`])));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, go));
  return faults;
}
