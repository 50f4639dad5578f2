import { reaction } from 'mobx';
import { useEffect, useRef } from 'react';
import { view } from './view';

/** Does something once the network is back: for what a page shows beside the rest, without a way of its own to try again. */
export function useOnline(act: () => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(
    () =>
      reaction(
        () => view.online,
        (online) => online && latest.current(),
      ),
    [],
  );
}
