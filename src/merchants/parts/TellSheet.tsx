import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import { TellingStore } from '../telling';
import { say } from '../words';
import { signIn } from './NeedPerson';
import './shops.scss';

interface Props {
  merchantId: string;
  /** Something is wrong, so that it is looked at first. */
  problem: boolean;
  onClose: () => void;
}

/** A word to the community alone. What was typed outlives a failure, signing in, and closing. */
export const TellSheet = observer(({ merchantId, problem, onClose }: Props) => {
  const [store] = useState(() => new TellingStore(call, keep, merchantId, problem));
  const { typed, sent } = store;
  const send = async () => {
    if (!(await store.send())) return;
    platform.say(say.tell.sent);
    onClose();
  };
  const lack = typed.text.trim() ? null : words.edit.lackWords;
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      {session.person ? (
        <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void send()}>
          {lack ?? say.tell.send}
        </Button>
      ) : (
        <Button kind="main" onTap={signIn}>
          {words.signIn}
        </Button>
      )}
    </>
  );
  return (
    <Sheet title={problem ? say.tell.problem : say.tell.title} foot={foot} onClose={onClose}>
      <View className="shops__note">{say.tell.note}</View>
      <Field
        label={say.tell.label}
        placeholder={say.tell.hint}
        max={500}
        long
        value={typed.text}
        wrong={sent.failure?.fields.words}
        onChange={(text) => typed.type(text)}
      />
      {!session.person && <View className="shops__note">{say.tell.signIn}</View>}
    </Sheet>
  );
});
