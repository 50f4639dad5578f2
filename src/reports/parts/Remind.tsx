import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { useOnline } from '../../kit/online';
import { isWeapp, platform } from '../../kit/platform';
import { RemindingStore } from '../../kit/reminding';
import { Card, Row } from '../../kit/ui';
import { wechat } from '../../kit/wechat';
import { say } from '../words';

const { remind } = say;

interface RemindProps {
  personId: string;
  /** Of an answer one message is enough; of work those who answer want many, and each touch agrees to one more. */
  about: keyof typeof remind;
}

/** A WeChat message, offered to whoever may want it and asked for only when they touch it. */
export const Remind = observer(({ personId, about }: RemindProps) => {
  const [store] = useState(() => new RemindingStore(call, keep, personId, wechat.askToRemind, about));
  const load = () => void (isWeapp && store.load());
  useEffect(load, [store]);
  useOnline(load);
  const offer = store.offers.value?.[0];
  if (!offer) return null;
  const words = remind[about];
  const tell = async () => {
    const isKept = await (store.isWaiting ? store.send() : store.ask());
    if (isKept) platform.say(words.kept);
    else if (store.outcome) platform.say(words[store.outcome]);
    else if (store.sent.failure) platform.say(store.sent.failure.message);
  };
  return (
    <Card>
      {about === 'reply' && offer.left > 0 ? (
        <View className="thread__on">{remind.reply.on}</View>
      ) : (
        <Row title={words.ask} note={words.note(offer.left)} onTap={() => void tell()} />
      )}
    </Card>
  );
});
