import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { View } from '@tarojs/components';
import { limits } from '../../../types/limits';
import { Button, Card, Choice, Field, Row } from '../../kit/ui';
import { EditSheet } from '../../kit/ui/EditSheet';
import { words } from '../../kit/words';
import { DayField } from '../parts/DayField';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import type { PlanStore } from './store';
import { say } from './words';

const SOME = 12;
/** So many communities are offered by name; more are found by typing. */
const FEW = 6;

/** When and where eggs are handed out, for all communities or for one. */
export const PickUps = observer(({ store }: { store: PlanStore }) => {
  const { pickUps, members } = store.form;
  const [shown, setShown] = useState(SOME);
  const nameOf = (code: string) => members.find((one) => one.code === code)?.name ?? code;
  return (
    <>
      <Section note={say.pickUpsNote}>{say.pickUps}</Section>
      {pickUps.length > 0 && (
        <Card>
          {pickUps.slice(0, shown).map((one, i) => (
            <Row
              key={`${one.day} ${i}`}
              title={common.pickUp(one)}
              note={one.communityCode ? words.facts(one.at, common.forOne(nameOf(one.communityCode))) : one.at}
              onTap={() => store.openPickUp(i)}
            />
          ))}
          {pickUps.length > shown && <Row title={common.more} onTap={() => setShown(shown + SOME)} />}
        </Card>
      )}
      {pickUps.length < limits.campaignPickUps && <Button onTap={() => store.openPickUp(null)}>{say.addPickUp}</Button>}
      {store.pickUp.draft && <PickUpSheet store={store} />}
    </>
  );
});

const PickUpSheet = observer(({ store }: { store: PlanStore }) => {
  const { pickUp, form, changing } = store;
  const { day, hours, at, whom } = pickUp.form;
  const isNew = changing === null;
  return (
    <EditSheet
      title={isNew ? say.addPickUp : say.changePickUp}
      sent={pickUp.sent}
      lack={store.lackOfPickUp}
      onSend={() => store.keepPickUp()}
      onClose={() => store.closePickUp()}
      drop={isNew ? null : { label: say.dropPickUp, sure: say.dropPickUpSure, onDrop: () => store.dropPickUp() }}
    >
      <DayField
        label={say.day}
        value={day}
        start={form.firstDay}
        onChange={(chosen) => pickUp.change({ day: chosen })}
      />
      <Field
        label={say.hours}
        placeholder={say.hoursHint}
        max={40}
        value={hours}
        onChange={(typed) => pickUp.change({ hours: typed })}
      />
      <Field
        label={say.whereabouts}
        placeholder={say.atHint}
        max={limits.address}
        value={at}
        onChange={(typed) => pickUp.change({ at: typed })}
      />
      {form.members.length > 1 && (
        <Choice
          label={say.whom}
          options={[
            ['all', say.forAll],
            ['one', say.forOne],
          ]}
          value={whom === '' ? 'all' : 'one'}
          onChange={(chosen) => pickUp.change({ whom: chosen === 'all' ? '' : null })}
        />
      )}
      {form.members.length > 1 && whom !== '' && <Whom store={store} />}
    </EditSheet>
  );
});

/** The one community that a day is for. */
const Whom = observer(({ store }: { store: PlanStore }) => {
  const { pickUp, form } = store;
  const [q, setQ] = useState('');
  const { members } = form;
  const found = members.filter(({ name }) => name.includes(q.trim()));
  const chosen = members.find(({ code }) => code === pickUp.form.whom);
  const offered = chosen && !found.slice(0, FEW).includes(chosen) ? [chosen, ...found] : found;
  return (
    <>
      {members.length > FEW && (
        <Field label={say.pick.search} placeholder={say.pick.hint} max={30} value={q} onChange={setQ} />
      )}
      <Choice
        label={say.whichOne}
        options={offered.slice(0, FEW).map(({ code, name }) => [code, name] as const)}
        value={pickUp.form.whom}
        onChange={(code) => pickUp.change({ whom: code })}
      />
      {offered.length === 0 && <View className="plan__hint">{say.pick.nothing}</View>}
    </>
  );
});
