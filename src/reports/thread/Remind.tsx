import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { isWeapp, platform } from '../../kit/platform';
import { RemindingStore } from '../../kit/reminding';
import { Card, Row } from '../../kit/ui';
import { wechat } from '../../kit/wechat';
import { say } from './words';
import './thread.scss';

const { remind: words } = say;

/** WeChat's message when somebody answers: offered, and asked for only by whoever touches it. */
export const Remind = observer(({ personId }: { personId: string }) => {
  const [store] = useState(() => new RemindingStore(call, keep, personId, wechat.askToRemind, 'reply'));
  useEffect(() => void (isWeapp && store.load()), [store]);
  const offer = store.offers.value?.[0];
  if (!offer) return null;
  const ask = async () => {
    const isKept = await (store.isWaiting ? store.send() : store.ask());
    if (isKept) platform.say(words.kept);
    else if (store.outcome) platform.say(words[store.outcome]);
    else if (store.sent.failure) platform.say(store.sent.failure.message);
  };
  return (
    <Card>
      {offer.left > 0 ? (
        <View className="thread__on">{words.on}</View>
      ) : (
        <Row title={words.ask} note={words.note} label={words.ask} onTap={() => void ask()} />
      )}
    </Card>
  );
});
