import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Move } from '../../../types/delivery';
import { platform } from '../../kit/platform';
import { Button, Card, Failed, Tag } from '../../kit/ui';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import type { Manifest, PlaceStore } from './store';
import { say } from './words';

const SOME = 8;
const kinds = ['delivered', 'returned', 'broken'] as const;

/** What came, went back and broke, the newest first; and the way to write down more. */
export const Moves = observer(({ store, manifest }: { store: PlaceStore; manifest: Manifest }) => {
  const [shown, setShown] = useState(SOME);
  const { moves, may } = manifest;
  const { dropped } = store;
  return (
    <>
      <Section>{say.moves}</Section>
      {moves.length === 0 && <View className="place__none">{say.noMoves}</View>}
      {dropped.failure && <Failed failure={dropped.failure} />}
      {moves.slice(0, shown).map((move) => (
        <One key={move.id} store={store} move={move} />
      ))}
      {moves.length > shown && <Button onTap={() => setShown(shown + SOME)}>{common.more}</Button>}
      <View className="place__acts">
        {kinds
          .filter((kind) => may.includes(kind))
          .map((kind) => (
            <Button key={kind} onTap={() => store.open({ what: kind })}>
              {say.acts[kind].open}
            </Button>
          ))}
      </View>
    </>
  );
});

const One = observer(({ store, move }: { store: PlaceStore; move: Move }) => {
  const { kind, note, signedAt, may } = move;
  const drop = async () => {
    if (await store.drop(move)) platform.say(say.dropped);
  };
  return (
    <Card>
      <View className="move__what">{say.moved(move)}</View>
      <View className="move__facts">{say.movedAt(move)}</View>
      {note && <View className="move__note">{note}</View>}
      {signedAt === null && (
        <View className="move__tag">
          <Tag tone="yolk">{say.unsigned[kind]}</Tag>
        </View>
      )}
      {may.includes('sign') && (
        <View className="move__act">
          <Button onTap={() => store.open({ what: 'sign', move })}>{say.sign}</Button>
        </View>
      )}
      {may.includes('drop') && (
        <Button kind="quiet" onTap={() => void drop()}>
          {say.drop}
        </Button>
      )}
    </Card>
  );
});
