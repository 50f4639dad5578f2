import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { platform } from '../../kit/platform';
import { Button, Card, Empty, Failed, Loads, Sheet, Tag, type Tone } from '../../kit/ui';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import type { Asked, GuardStore } from './store';
import { say } from './words';

const SOME = 8;
const tones: Record<Asked['state'], Tone> = { asked: 'yolk', done: 'pine', declined: 'soft' };

/** What was asked to be put right, and what became of it; what waits for a second person stands first. */
export const Corrections = observer(({ store }: { store: GuardStore }) => {
  const [shown, setShown] = useState(SOME);
  return (
    <>
      <Section note={say.correctionsNote}>{say.corrections}</Section>
      <Loads of={store.corrections} retry={() => void store.loadCorrections()}>
        {(all) => (
          <>
            {all.length === 0 && <Empty title={say.noCorrections} />}
            {all.slice(0, shown).map((one) => (
              <One key={one.id} store={store} asked={one} />
            ))}
            {all.length > shown && <Button onTap={() => setShown(shown + SOME)}>{common.more}</Button>}
          </>
        )}
      </Loads>
    </>
  );
});

const One = observer(({ store, asked }: { store: GuardStore; asked: Asked }) => {
  const [isSure, setSure] = useState(false);
  const { decided, deciding } = store;
  const { kind, number, day, reason, askedAt, mine, state, may } = asked;
  const isThis = deciding === asked.id;
  const busy = isThis && decided.busy;
  const failure = isThis ? decided.failure : null;
  const decide = async (agree: boolean) => {
    if (!(await store.decide(asked, agree))) return;
    setSure(false);
    platform.say(agree ? say.agreed : say.declined);
  };
  const begin = () => {
    store.beginDeciding(asked.id);
    setSure(true);
  };
  return (
    <Card>
      <View className="guard__what">{say.correctionKinds[kind]}</View>
      <View className="guard__facts">{say.correctionFacts(number, day)}</View>
      <View className="guard__reason">{reason}</View>
      <View className="guard__facts">{say.askedAt(askedAt, mine)}</View>
      <View className="guard__tag">
        <Tag tone={tones[state]}>{say.states[state]}</Tag>
      </View>
      {failure && !isSure && <Failed failure={failure} />}
      {may.includes('decide') && (
        <View className="guard__act">
          <Button onTap={begin}>{say.agree}</Button>
          <Button kind="quiet" busy={busy && !isSure} onTap={() => void decide(false)}>
            {say.decline}
          </Button>
        </View>
      )}
      {isSure && (
        <Sheet
          title={say.sure.title}
          foot={
            <>
              {failure && <Failed failure={failure} />}
              <Button kind="main" busy={busy} onTap={() => void decide(true)}>
                {say.sure.send}
              </Button>
              <Button onTap={() => setSure(false)}>{say.sure.keep}</Button>
            </>
          }
          onClose={() => setSure(false)}
        >
          <View className="guard__what">{say.correctionKinds[kind]}</View>
          <View className="guard__facts">{say.correctionFacts(number, day)}</View>
          <View className="guard__reason">{reason}</View>
          <View className="guard__note">{say.sure.note}</View>
        </Sheet>
      )}
    </Card>
  );
});
