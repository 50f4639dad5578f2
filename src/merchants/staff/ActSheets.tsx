import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { Button, Choice, Failed, Field, Loads, Sheet, Skeleton } from '../../kit/ui';
import { LineSheet } from '../../kit/ui/LineSheet';
import { words } from '../../kit/words';
import type { Asking } from './Acts';
import type { FileStore, Reasoned } from './file';
import { say } from './words';

interface Props {
  store: FileStore;
  onClose: () => void;
}

/** What an act asks for before it is done. */
export const ActSheet = ({ act, ...props }: Props & { act: Asking }) => {
  if (act === 'invite') return <Invite {...props} />;
  if (act === 'choose') return <ChooseSheet {...props} />;
  return <Because act={act} {...props} />;
};

const Because = observer(({ act, store, onClose }: Props & { act: Reasoned }) => {
  const [isSure, setSure] = useState(false);
  const says = say.asks[act];
  const send = async () => {
    if (!(await store.because(act))) return;
    onClose();
    platform.say(says.done);
  };
  if (isSure) return <Sure store={store} onSend={() => void send()} onClose={() => setSure(false)} />;
  return (
    <LineSheet
      says={says}
      typed={store.reasons[act]}
      field="reason"
      max={limits.reason}
      sent={store.act}
      // What cannot be taken back is asked a second time.
      onSend={() => (act === 'revoke' ? setSure(true) : void send())}
      onClose={onClose}
    />
  );
});

const Sure = observer(({ store, onSend, onClose }: Props & { onSend: () => void }) => {
  const { sure } = say;
  const { busy, failure } = store.act;
  const foot = (
    <>
      {failure && <Failed failure={failure} />}
      <Button kind="main" busy={busy} onTap={onSend}>
        {sure.send}
      </Button>
      <Button onTap={onClose}>{sure.keep}</Button>
    </>
  );
  return (
    <Sheet title={sure.title} foot={foot} onClose={onClose}>
      <View className="file__sure">{store.reasons.revoke.text}</View>
      <View className="file__note">{sure.note}</View>
    </Sheet>
  );
});

const ChooseSheet = observer(({ store, onClose }: Props) => {
  const { choosing } = say;
  const { act, reasons, year, years } = store;
  const typed = reasons.choose;
  const send = async () => {
    if (!(await store.choose())) return;
    onClose();
    platform.say(choosing.done);
  };
  const lack = typed.text.trim() ? null : words.edit.lack(choosing.label);
  const foot = (
    <>
      {act.failure && <Failed failure={act.failure} />}
      <Button kind="main" busy={act.busy} disabled={lack !== null} onTap={() => void send()}>
        {lack ?? choosing.send}
      </Button>
    </>
  );
  return (
    <Sheet title={choosing.title} foot={foot} onClose={onClose}>
      <View className="file__note">{choosing.note}</View>
      <Choice
        label={choosing.year}
        options={years.map((one) => [String(one), choosing.yearName(one)] as const)}
        value={String(year)}
        onChange={(one) => store.setYear(Number(one))}
      />
      <Field
        label={choosing.label}
        placeholder={choosing.hint}
        max={limits.reason}
        value={typed.text}
        wrong={act.failure?.fields['reason']}
        onChange={(text) => typed.type(text)}
      />
    </Sheet>
  );
});

/** A code is made when it is asked for: opening the sheet again shows the last one, and does not void it. */
const Invite = observer(({ store, onClose }: Props) => {
  const { inviting } = say;
  const { invited } = store;
  useEffect(() => {
    if (!store.invited.value) void store.invite();
  }, [store]);
  return (
    <Sheet title={inviting.title} onClose={onClose}>
      <View className="file__note">{inviting.note}</View>
      <Loads of={invited} retry={() => void store.invite()} waiting={<Skeleton lines={2} />}>
        {({ code, until }) => (
          <>
            <View className="file__code">{`${code.slice(0, 5)} ${code.slice(5)}`}</View>
            <View className="file__until">{inviting.until(words.moment(until))}</View>
            <Button busy={invited.busy} onTap={() => void store.invite()}>
              {inviting.renew}
            </Button>
          </>
        )}
      </Loads>
    </Sheet>
  );
});
