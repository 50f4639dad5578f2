import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { Button, Card, Empty, Field, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import { PickCommunities } from './PickCommunities';
import type { Member } from './plan';
import type { PlanStore } from './store';
import { say } from './words';

/** So many are drawn at first, and more each time somebody asks. */
const SOME = 12;
/** What is set for all communities at once. */
const ALL = 'all';

/** The communities of a plan, and how many eggs each has. */
export const Communities = observer(({ store }: { store: PlanStore }) => {
  const { members } = store.form;
  const [shown, setShown] = useState(SOME);
  const [setting, setSetting] = useState<string | null>(null);
  const member = members.find(({ code }) => code === setting) ?? null;
  const wrong = store.sent.failure?.fields['communities'];
  return (
    <>
      <Section {...(members.length > 0 && { note: say.chosen(members.length) })}>{say.communities}</Section>
      {members.length === 0 && <Empty title={say.none}>{say.noneNote}</Empty>}
      {wrong && <View className="plan__wrong">{wrong}</View>}
      {members.length > 0 && (
        <Card>
          {members.slice(0, shown).map(({ code, name, stock }) => (
            <Row key={code} title={name} note={say.stockOf(stock)} onTap={() => setSetting(code)} />
          ))}
          {members.length > shown && <Row title={common.more} onTap={() => setShown(shown + SOME)} />}
        </Card>
      )}
      <View className="plan__acts">
        <Button onTap={() => store.pick(true)}>{say.add}</Button>
        {members.length > 1 && <Button onTap={() => setSetting(ALL)}>{say.same}</Button>}
      </View>
      {(member || setting === ALL) && (
        <StockSheet key={setting} store={store} member={member} onClose={() => setSetting(null)} />
      )}
      {store.picking && <PickCommunities store={store} picking={store.picking} />}
    </>
  );
});

interface Props {
  store: PlanStore;
  /** null for all of them. */
  member: Member | null;
  onClose: () => void;
}

/** How many eggs a community has, or all of them; and the way out for one. */
const StockSheet = observer(({ store, member, onClose }: Props) => {
  const [typed, setTyped] = useState(member?.stock ?? '');
  const [isSure, setSure] = useState(false);
  const set = () => {
    store.setStock(member?.code ?? null, typed.trim());
    onClose();
  };
  const leave = () => {
    if (member) store.leaveOut(member.code);
    onClose();
  };
  const foot = isSure ? (
    <>
      <View>{say.leaveOutSure}</View>
      <Button kind="main" onTap={leave}>
        {say.leaveOut}
      </Button>
      <Button onTap={() => setSure(false)}>{words.edit.keep}</Button>
    </>
  ) : (
    <Button kind="main" onTap={set}>
      {say.set}
    </Button>
  );
  return (
    <Sheet title={member?.name ?? say.same} foot={foot} onClose={onClose}>
      <Field
        label={say.stock}
        placeholder={say.stockHint}
        type="number"
        max={8}
        value={typed}
        onChange={(text) => setTyped(text.replace(/\D/g, ''))}
      />
      <View className="plan__hint">{say.stockNote}</View>
      {member && !isSure && (
        <Button kind="quiet" onTap={() => setSure(true)}>
          {say.leaveOut}
        </Button>
      )}
    </Sheet>
  );
});
