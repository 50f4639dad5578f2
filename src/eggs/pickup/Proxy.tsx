import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { platform } from '../../kit/platform';
import { a11y, Button, Card, Failed, Sheet } from '../../kit/ui';
import type { PickUp, PickUpStore } from '../picking';
import { say } from './words';

const { proxy: says } = say;
const inFours = (key: string): string => key.replace(/(\d{4})(?=\d)/, '$1 ');

/** Who may come in my place. What is told to them is told by phone: nothing of eggs lies on a card that is passed on. */
export const Proxy = observer(({ store, state: { proxy, left } }: { store: PickUpStore; state: PickUp }) => {
  const [isDropping, setDropping] = useState(false);
  const { busy, failure } = store.named;
  return (
    <>
      <View className="pickup__section" {...a11y('heading')}>
        {says.title}
      </View>
      <Card>
        {proxy === null && <View className="pickup__what">{says.note}</View>}
        {proxy?.state === 'asked' && <Key proxy={proxy} />}
        {proxy?.state === 'named' && (
          <>
            <View className="pickup__word">{says.named(proxy.masked)}</View>
            <View className="pickup__what">{says.namedNote}</View>
          </>
        )}
        {proxy?.state === 'dropped' && (
          <>
            <View className="pickup__word">{says.dropped}</View>
            <View>{says.droppedNote}</View>
          </>
        )}
        {failure && <Failed failure={failure} />}
        {left > 0 && (proxy === null || proxy.state === 'asked') && (
          <Button busy={busy} onTap={() => void store.name()}>
            {proxy ? says.again : says.name}
          </Button>
        )}
        {(proxy?.state === 'asked' || proxy?.state === 'named') && (
          <Button kind="quiet" onTap={() => setDropping(true)}>
            {says.drop}
          </Button>
        )}
      </Card>
      {isDropping && <Drop store={store} isNamed={proxy?.state === 'named'} onClose={() => setDropping(false)} />}
    </>
  );
});

const Key = ({ proxy: { key, until } }: { proxy: NonNullable<PickUp['proxy']> }) =>
  key !== null && until !== null ? (
    <>
      <View className="pickup__what">{says.key}</View>
      <View className="pickup__key" {...a11y('img', says.keyLabel(inFours(key)))}>
        {inFours(key)}
      </View>
      <View className="pickup__what">{says.keyNote(until)}</View>
      <View className="pickup__what">{says.how}</View>
    </>
  ) : (
    <View className="pickup__what">{says.over}</View>
  );

const Drop = observer(({ store, isNamed, onClose }: { store: PickUpStore; isNamed: boolean; onClose: () => void }) => {
  const { busy, failure } = store.dropped;
  const drop = async () => {
    if (!(await store.drop())) return;
    onClose();
    platform.say(says.dropped);
  };
  return (
    <Sheet
      title={says.dropTitle}
      foot={
        <>
          {failure && <Failed failure={failure} />}
          <Button kind="main" busy={busy} onTap={() => void drop()}>
            {says.dropSure}
          </Button>
          <Button onTap={onClose}>{says.dropKeep}</Button>
        </>
      }
      onClose={onClose}
    >
      <View className="pickup__what">{isNamed ? says.dropNamed : says.dropAsked}</View>
    </Sheet>
  );
});
