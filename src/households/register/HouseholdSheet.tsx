import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Loaded } from '../../kit/loaded';
import { platform } from '../../kit/platform';
import { useRested } from '../../kit/rested';
import { Button, Choice, Failed, Field, Sheet } from '../../kit/ui';
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
  const [isRenewing, setRenewing] = useState(false);
  const isRested = useRested(isRenewing);
  if (changing && isRenewing)
    return (
      <Renew
        people={changing.people}
        sent={sent}
        isRested={isRested}
        onRenew={() => void send(() => store.renew(), says.renewed)}
        onLeave={() => setRenewing(false)}
      />
    );
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
        <>
          <View className="editsheet__note">{says.renewNote}</View>
          <Button kind="quiet" onTap={() => setRenewing(true)}>
            {says.renew}
          </Button>
        </>
      )}
    </EditSheet>
  );
});

interface RenewProps {
  people: number;
  sent: Loaded<unknown>;
  isRested: boolean;
  onRenew: () => void;
  onLeave: () => void;
}

/** The way to begin anew with whoever lives there, which is asked twice, and with nothing else in sight. */
const Renew = observer(({ people, sent, isRested, onRenew, onLeave }: RenewProps) => {
  return (
    <Sheet
      title={says.renew}
      foot={
        <>
          {sent.failure && <Failed failure={sent.failure} />}
          <Button kind="main" busy={sent.busy} resting={!isRested} onTap={onRenew}>
            {says.renewIt}
          </Button>
          <Button onTap={onLeave}>{says.renewNot}</Button>
        </>
      }
      onClose={onLeave}
    >
      <View className="register__sure">{says.renewSure(people)}</View>
    </Sheet>
  );
});
