import { useState } from 'react';
import { useBeat } from '../../kit/beat';
import { cloudNow } from '../clock';

const EVERY_MS = 15_000;

/** The cloud's time, as it goes by: what is left is counted here, and nobody is asked for it. */
export function useNow(): number {
  const [, beat] = useState(0);
  useBeat(EVERY_MS, () => beat((n) => n + 1));
  return cloudNow();
}
