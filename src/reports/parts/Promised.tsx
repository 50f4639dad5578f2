import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
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
