import { useRouter } from '@tarojs/taro';
import { useCallback, useEffect } from 'react';
import { communityIn } from '../../kit/entry';
import { session } from '../../kit/session';
import type { HomeStore } from './store';

/**
 * The page was opened by the code at a community's door: that community is shown, unless this person has a home.
 * `isOn` holds until it is known what to show. For an observer.
 */
export function useScan(store: HomeStore) {
  const code = communityIn(useRouter().params);
  const { me, failure } = session;
  const { scanned } = store;
  const isWanted = code !== '' && !me?.home && !scanned.value;
  const look = useCallback(async () => {
    const found = await store.scan(code);
    if (found) session.visit(found);
  }, [store, code]);
  const isReady = isWanted && me !== null;
  // Asked once it is known who is here; what fails is asked again by `again`.
  useEffect(() => {
    if (isReady) void look();
  }, [isReady, look]);
  return {
    isOn: isWanted && !scanned.failure && !failure,
    again: async () => {
      if (isReady && scanned.failure) await look();
    },
  };
}
