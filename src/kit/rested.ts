import { useEffect, useState } from 'react';

/** Some tap twice, always. */
const SECOND_TAP_MS = 600;

/**
 * False while the second touch of a double tap may still come after `shown` has changed: a button that has taken another one's place
 * under the finger waits for it to be over, or the notice that somebody wanted to look at is out.
 */
export function useRested(shown: unknown): boolean {
  const [rested, setRested] = useState(shown);
  useEffect(() => {
    const rest = setTimeout(() => setRested(shown), SECOND_TAP_MS);
    return () => clearTimeout(rest);
  }, [shown]);
  return rested === shown;
}
