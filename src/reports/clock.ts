/** How far the cloud's clock is ahead of this phone's, as the last answer said. Before the first one the phone's own must do. */
let ahead = 0;

/** An answer has just arrived, and says what time it is (`clock.now`). */
export function heard(now: string | undefined): void {
  if (now) ahead = Date.parse(now) - Date.now();
}

/** The time by which everything here is counted, whatever the phone's own clock says. */
export const cloudNow = (): number => Date.now() + ahead;
