import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { a11y } from '../../kit/ui';
import type { Paged } from '../staff/paged';
import { say } from './words';

type Leafed = Pick<Paged<never>, 'hasEarlier' | 'next' | 'earlier' | 'later'>;

/** Leafs through a list; each page begins at its top. */
export const Pager = observer(({ of }: { of: Leafed }) => {
  const turn = async (act: () => Promise<void>) => {
    await act();
    platform.toTop();
  };
  if (!of.hasEarlier && !of.next) return null;
  return (
    <View className="pager">
      {of.hasEarlier && (
        <View className="pager__one" {...a11y('button', say.earlier)} onClick={() => void turn(() => of.earlier())}>
          {say.earlier}
        </View>
      )}
      {of.next && (
        <View className="pager__one" {...a11y('button', say.later)} onClick={() => void turn(() => of.later())}>
          {say.later}
        </View>
      )}
    </View>
  );
});
