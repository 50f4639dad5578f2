import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Flag } from '../../../types/guarding';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { Button, Card, Choice, Empty, Failed, Field, Loads, Sheet, Tag } from '../../kit/ui';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import type { GuardStore } from './store';
import { say } from './words';

const SOME = 8;
const { deciding: asks } = say;

/** Accounts that a person is asked to look at; those that wait stand first. */
export const Flags = observer(({ store }: { store: GuardStore }) => {
  const [shown, setShown] = useState(SOME);
  if (!store.mayDecide)
    return (
      <>
        <Section>{say.flags}</Section>
        <View className="guard__none">{say.forDeciders}</View>
      </>
    );
  return (
    <>
      <Section note={say.flagsNote}>{say.flags}</Section>
      <Loads of={store.flags} retry={() => void store.loadFlags()}>
        {(flags) => (
          <>
            {flags.length === 0 && <Empty title={say.noFlags} />}
            {flags.slice(0, shown).map((flag) => (
              <One key={flag.id} store={store} flag={flag} />
            ))}
            {flags.length > shown && <Button onTap={() => setShown(shown + SOME)}>{common.more}</Button>}
          </>
        )}
      </Loads>
      {store.flag && <VerdictSheet store={store} flag={store.flag} />}
    </>
  );
});

const One = observer(({ store, flag }: { store: GuardStore; flag: Flag }) => {
  const { kind, verdict } = flag;
  return (
    <Card>
      <View className="guard__what">{say.kinds[kind]}</View>
      <View className="guard__facts">{say.who(flag)}</View>
      <View className="guard__facts">{say.flagFacts(flag)}</View>
      {verdict ? (
        <View className={verdict === 'stop' ? 'guard__stop' : 'guard__fine'}>{say.verdict(flag)}</View>
      ) : (
        <View className="guard__tag">
          <Tag tone="yolk">{say.waits}</Tag>
        </View>
      )}
      <View className="guard__act">
        <Button {...(verdict && { kind: 'quiet' })} onTap={() => store.judge(flag)}>
          {verdict ? say.again : say.decide}
        </Button>
      </View>
    </Card>
  );
});

const VerdictSheet = observer(({ store, flag }: { store: GuardStore; flag: Flag }) => {
  const { judging, lackOfVerdict: lack } = store;
  const { verdict, reason } = judging.form;
  const { sent } = judging;
  const settle = async () => {
    if (await store.settle()) platform.say(asks.done);
  };
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void settle()}>
        {lack ?? asks.send}
      </Button>
    </>
  );
  return (
    <Sheet title={asks.title} foot={foot} onClose={() => store.leave()}>
      <View className="guard__what">{say.kinds[flag.kind]}</View>
      <View className="guard__note">{say.who(flag)}</View>
      <Choice
        label={asks.verdict}
        options={[
          ['fine', say.verdicts.fine],
          ['stop', say.verdicts.stop],
        ]}
        value={verdict}
        onChange={(chosen) => judging.change({ verdict: chosen })}
      />
      <Field
        label={asks.reason}
        placeholder={asks.hint}
        max={limits.reason}
        value={reason}
        wrong={sent.failure?.fields['reason']}
        onChange={(typed) => judging.change({ reason: typed })}
      />
      <View className="guard__note">{asks.note}</View>
    </Sheet>
  );
});
