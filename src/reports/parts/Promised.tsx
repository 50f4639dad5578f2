import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button } from '../../kit/ui';
import { view } from '../../kit/view';
import type { Hours } from '../kinds';
import { say as all } from '../words';
import { say } from '../filing/words';
import './promised.scss';

export const promiseOf = ({ open, opensAt }: Hours): string => {
  if (open) return say.promise.open;
  return opensAt ? say.promise.resting(opensAt) : say.promise.unknown;
};

/** What the community promises at this moment, before anything is sent, and the phone beside it. */
export const Promised = observer(({ hours }: { hours: Hours | null }) => {
  if (!hours) return null;
  const { phone } = hours;
  return (
    <View className={`promised ${hours.open ? 'promised--open' : ''}`}>
      <View className="promised__says">{promiseOf(hours)}</View>
      {phone && !view.elder && (
        <View className="promised__phone">
          <View className="promised__note">{say.promise.phone}</View>
          <Button kind="quiet" onTap={() => platform.phone(phone)}>
            {all.callNumber(phone)}
          </Button>
        </View>
      )}
    </View>
  );
});

/** The way by phone; in the elder view it is always in sight. */
export const CallButton = ({ phone }: { phone: string | null | undefined }) =>
  phone ? <Button onTap={() => platform.phone(phone)}>{all.call}</Button> : null;

/**
 * The phone of the community that is looked at, for pages that know nothing else of it: in the elder view it is always there. For
 * an observer; null otherwise, and until it is known.
 */
export function usePlacePhone(): string | null {
  const code = session.place?.code;
  const isWanted = view.elder && code !== undefined;
  const [phone, setPhone] = useState<string | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    // A number that does not come costs nothing else.
    void call.service.hours({ communityCode: code }).then(
      ({ hours }) => setPhone(hours.phone),
      () => undefined,
    );
  }, [isWanted, code]);
  return isWanted ? phone : null;
}
