import type { Clock } from '../../cloud/kit/clock';

/** A clock that stands still until a test moves it. Give it Shanghai wall time: `at('2026-10-01 23:59:59')`. */
export interface TestClock extends Clock {
  at(shanghai: string): void;
  advance(ms: number): void;
}

export function testClock(shanghai: string): TestClock {
  let ms = inShanghai(shanghai);
  return {
    now: () => new Date(ms),
    at: (time) => void (ms = inShanghai(time)),
    advance: (by) => void (ms += by),
  };
}

export const inShanghai = (time: string): number => Date.parse(`${time.replace(' ', 'T')}+08:00`);
