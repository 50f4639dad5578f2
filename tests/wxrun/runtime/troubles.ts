/** What went wrong on this phone. The test reads it and fails by it; nothing here is only printed. */
export const troubles: string[] = [];

export function trouble(what: string): void {
  troubles.push(what);
}

export const reasonOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.message}\n${thrown.stack ?? ''}` : String(thrown);

/** Runs somebody else's code: what it throws is a trouble, and the phone goes on, as a phone does. */
export function guarded<T>(where: string, act: () => T): T | undefined {
  try {
    return act();
  } catch (thrown) {
    trouble(`${where}: ${reasonOf(thrown)}`);
    return undefined;
  }
}

export function watchWindow(): void {
  window.addEventListener('error', ({ message, error }) => trouble(`uncaught: ${message} ${reasonOf(error)}`));
  window.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) =>
    trouble(`a promise failed unseen: ${reason instanceof Error ? reasonOf(reason) : JSON.stringify(reason)}`),
  );
}
