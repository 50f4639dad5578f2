import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef } from 'react';

/** Does something again and again while the page is in sight, and at once when it is shown again. */
export function useBeat(everyMs: number, act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const timer = useRef<ReturnType<typeof setInterval> | null>(null);
  const stop = () => {
    if (timer.current) clearInterval(timer.current);
    timer.current = null;
  };
  const start = () => {
    stop();
    timer.current = setInterval(() => latest.current(), everyMs);
  };
  useEffect(() => {
    start();
    return stop;
    // It begins once: what it does is read from `latest` each time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useDidShow(() => {
    // The first time a page is shown, it has only just been drawn.
    if (timer.current) return;
    start();
    latest.current();
  });
  useDidHide(stop);
}
