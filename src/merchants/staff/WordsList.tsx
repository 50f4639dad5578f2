import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { Button, Card, Empty, Loads, Tag } from '../../kit/ui';
import { LineSheet } from '../../kit/ui/LineSheet';
import { words as common } from '../../kit/words';
import { limits } from '../../../types/limits';
import type { ResidentsWord } from '../../../types/shops';
import type { ShopsDeskStore } from './desk';
import { More } from './ShopsList';
import { say } from './words';

const { told: words } = say;

/** What residents said in private about a place's shops: the unheard first. */
export const WordsList = observer(({ store, retry }: { store: ShopsDeskStore; retry: () => void }) => {
  const { told, hearing, heard } = store;
  const hear = async () => {
    if (await store.hear()) platform.say(say.hearing.done);
  };
  return (
    <>
      <Loads of={told} retry={retry}>
        {({ words: all, next }) => (
          <>
            {all.length === 0 && !next && <Empty title={words.empty}>{words.emptyNote}</Empty>}
            {all.map((word) => (
              <One key={word.id} word={word} onHear={() => store.begin(word)} />
            ))}
            <More store={store} hasSome={all.length > 0} />
          </>
        )}
      </Loads>
      {hearing && (
        <LineSheet
          says={say.hearing}
          typed={hearing.note}
          field="note"
          max={limits.reason}
          sent={heard}
          onSend={() => void hear()}
          onClose={() => store.leave()}
        />
      )}
    </>
  );
});

const One = ({ word, onHear }: { word: ResidentsWord; onHear: () => void }) => {
  const { merchant, problem, words: said, at, heard } = word;
  return (
    <Card>
      <View className="told__head">
        <View className="told__name">{merchant.name}</View>
        {problem && <Tag tone={heard ? 'slate' : 'red'}>{words.problem}</Tag>}
      </View>
      <View className="told__said">{said}</View>
      <View className="told__meta">{common.moment(at)}</View>
      {heard && (
        <View className="told__heard">
          <View>{heard.note}</View>
          <View className="told__meta">{words.heard(common.moment(heard.at))}</View>
        </View>
      )}
      <View className="told__acts">
        {!heard && <Button onTap={onHear}>{words.hear}</Button>}
        <Button kind="quiet" onTap={() => go(routes.shopFile(merchant.id))}>
          {words.open}
        </Button>
      </View>
    </Card>
  );
};
