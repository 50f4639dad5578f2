const PATIENCE = 8_000;

/** Waits until something is so that no screen says, and fails after some seconds. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It is not so yet: ${what}`);
    await new Promise((go) => setTimeout(go, 20));
  }
}
