import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../platform';
import { words } from '../words';
import { a11y } from './a11y';
import './pager.scss';

/** A list of which one page is in sight. */
export interface Leafed {
  hasEarlier: boolean;
  next: string | null;
  earlier(): Promise<void>;
  later(): Promise<void>;
}

/** Leafs through a list; each page begins at its top. */
export const Pager = observer(({ of }: { of: Leafed }) => {
  const turn = async (act: () => Promise<void>) => {
    await act();
    platform.toTop();
  };
  const { earlier, later } = words.pager;
  if (!of.hasEarlier && !of.next) return null;
  return (
    <View className="pager">
      {of.hasEarlier && (
        <View className="pager__one" {...a11y('button')} onClick={() => void turn(() => of.earlier())}>
          {earlier}
        </View>
      )}
      {of.next && (
        <View className="pager__one" {...a11y('button')} onClick={() => void turn(() => of.later())}>
          {later}
        </View>
      )}
    </View>
  );
});
