import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState, type ReactNode } from 'react';
import type { Category } from '../../../types/shops';
import { isWeapp, platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { a11y, Choice, Icon, Sheet } from '../../kit/ui';
import type { DirectoryStore } from '../directory';
import { say } from '../words';

const { list } = say;
const ALL = 'all';
const kinds: (readonly [Category | typeof ALL, string])[] = [
  [ALL, list.allKinds],
  ...(Object.entries(say.categories) as [Category, string][]),
];

/** What makes a list of shops shorter: their kind, how near they are, and whose community. */
export const Narrow = observer(({ store }: { store: DirectoryStore }) => {
  const [isChoosing, setChoosing] = useState(false);
  const { category, near, everywhere } = store;
  const { place } = session;
  const choose = (kind: Category | typeof ALL) => {
    setChoosing(false);
    void store.choose(kind === ALL ? null : kind);
  };
  // Where somebody is, is asked for when they tap this, and never before.
  const nearest = async () => {
    if (near) return store.from(null);
    const spot = await platform.whereAmI();
    if (spot) await store.from(spot);
  };
  return (
    <>
      <View className="narrow">
        <One on={category !== null} onTap={() => setChoosing(true)}>
          {category ? say.categories[category] : list.allKinds}
          <Icon name="down" />
        </One>
        {isWeapp && (
          <One on={near !== null} onTap={() => void nearest()}>
            {list.near}
          </One>
        )}
        {place && everywhere && (
          <One on={false} onTap={() => void store.look(false)}>
            {list.here(place.name)}
          </One>
        )}
      </View>
      {isChoosing && (
        <Sheet title={list.kinds} onClose={() => setChoosing(false)}>
          <Choice label={list.kindsNote} options={kinds} value={category ?? ALL} onChange={choose} />
        </Sheet>
      )}
    </>
  );
});

const One = ({ on, onTap, children }: { on: boolean; onTap: () => void; children: ReactNode }) => (
  <View className={`narrow__one ${on ? 'narrow__one--on' : ''}`} {...a11y('button')} aria-pressed={on} onClick={onTap}>
    {children}
  </View>
);
