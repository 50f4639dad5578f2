import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { platform } from '../../kit/platform';
import { Button, Choice, Field } from '../../kit/ui';
import { EditSheet } from '../../kit/ui/EditSheet';
import { say } from '../words';
import type { Form, RegisterStore } from './store';

const { register: says, door } = say;
const ways = Object.entries(says.phones) as [Form['way'], string][];
const NONE = 'none';

/** One household: its door, its grid, and the number, of which only what is new is typed. */
export const HouseholdSheet = observer(({ store }: { store: RegisterStore }) => {
  const { editing, changing, lack } = store;
  const { form, sent } = editing;
  const fields = sent.failure?.fields ?? {};
  const grids = store.grids.value ?? [];
  const send = async (act: () => Promise<boolean>, done: string) => {
    if (await act()) platform.say(done);
  };
  const known = changing?.phone ?? null;
  return (
    <EditSheet
      title={changing ? says.change : says.add}
      sent={sent}
      lack={lack}
      onSend={() => void send(() => store.save(), says.saved)}
      onClose={() => editing.close()}
      drop={
        changing && { label: says.drop, sure: says.sure, onDrop: () => void send(() => store.drop(), says.dropped) }
      }
    >
      <Field
        label={door.building}
        placeholder={door.buildingHint}
        max={20}
        value={form.building}
        wrong={fields['building']}
        onChange={(building) => editing.change({ building })}
      />
      <Field
        label={door.unit}
        placeholder={door.unitHint}
        max={10}
        value={form.unit}
        wrong={fields['unit']}
        onChange={(unit) => editing.change({ unit })}
      />
      <Field
        label={door.room}
        placeholder={door.roomHint}
        max={20}
        value={form.room}
        wrong={fields['room']}
        onChange={(room) => editing.change({ room })}
      />
      {grids.length > 0 && (
        <Choice
          label={says.grid}
          options={[[NONE, says.gridNone], ...grids.map(({ id, name }) => [id, name] as const)]}
          value={form.gridId ?? NONE}
          onChange={(id) => editing.change({ gridId: id === NONE ? null : id })}
        />
      )}
      {known !== null && (
        <Choice
          label={says.phoneNow(known)}
          options={ways}
          value={form.way}
          onChange={(way) => editing.change({ way })}
        />
      )}
      {(known === null || form.way === 'replace') && (
        <Field
          label={known === null ? says.phone : says.newPhone}
          placeholder={says.phoneHint}
          max={20}
          value={form.phone}
          wrong={fields['phone']}
          onChange={(phone) => editing.change({ phone })}
        />
      )}
      <View className="editsheet__note">{says.note}</View>
      {changing && (
        <Renew people={changing.people} busy={sent.busy} onRenew={() => void send(() => store.renew(), says.renewed)} />
      )}
    </EditSheet>
  );
});

/** The way to begin anew with whoever lives there, which is asked twice. */
const Renew = ({ people, busy, onRenew }: { people: number; busy: boolean; onRenew: () => void }) => {
  const [isSure, setSure] = useState(false);
  return (
    <>
      <View className="editsheet__note">{isSure ? says.renewSure(people) : says.renewNote}</View>
      <Button kind={isSure ? 'main' : 'quiet'} busy={busy} onTap={isSure ? onRenew : () => setSure(true)}>
        {isSure ? says.renewIt : says.renew}
      </Button>
      {isSure && <Button onTap={() => setSure(false)}>{says.renewNot}</Button>}
    </>
  );
};
