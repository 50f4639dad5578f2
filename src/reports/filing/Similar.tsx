import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import { Button, Failed, Sheet, Tag } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Similar as One } from '../kinds';
import { say as all } from '../words';
import type { FilingStore } from './filing';
import { say } from './words';
import './similar.scss';

interface Props {
  store: FilingStore;
  onJoin: (id: string) => void;
}

const { near } = say;
const Offer = observer(({ one, store, onJoin }: Props & { one: One }) => (
  <View className="similar__one">
    <View className="similar__text">{one.excerpt || all.gone}</View>
    <View className="similar__facts">
      {words.facts(one.where ?? one.grid, one.away === null ? null : near.away(one.away), near.filed(one.filedAt))}
    </View>
    <View className="similar__marks">
      <Tag tone={one.answered ? 'pine' : 'slate'}>{one.answered ? near.answered : near.waiting}</Tag>
      <View className="similar__people">{all.people(one.people)}</View>
    </View>
    <Button busy={store.joined.busy} onTap={() => onJoin(one.id)}>
      {near.join}
    </Button>
  </View>
));

/** What neighbours have raised already, with enough to tell whether it is the same. */
export const Similar = observer(({ store, onJoin }: Props) => {
  const { similar } = store;
  useEffect(() => store.saw(), [store, similar]);
  if (similar.length === 0) return null;
  return (
    <View className="similar">
      <View className="similar__title">{near.title}</View>
      <View className="similar__note">{near.note}</View>
      {similar.map((one) => (
        <Offer key={one.id} one={one} store={store} onJoin={onJoin} />
      ))}
      {store.joined.failure && <Failed failure={store.joined.failure} />}
    </View>
  );
});

/** The same at the last moment, when it came to light only then. */
export const SimilarSheet = observer(({ store, onJoin, onSend }: Props & { onSend: () => void }) => (
  <Sheet
    title={near.title}
    foot={
      <>
        {store.joined.failure && <Failed failure={store.joined.failure} />}
        <Button kind="main" busy={store.isBusy} onTap={onSend}>
          {near.other}
        </Button>
      </>
    }
    onClose={() => store.closeAsking()}
  >
    <View className="similar__note">{near.note}</View>
    {store.similar.map((one) => (
      <Offer key={one.id} one={one} store={store} onJoin={onJoin} />
    ))}
  </Sheet>
));
