import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Card, Choice, Failed, Field, Row, Sheet } from '../../kit/ui';
import { EditSheet } from '../../kit/ui/EditSheet';
import { say } from '../settings/words';
import { say as all } from '../words';
import type { UnitsStore } from './store';
import './invite.scss';

const { unit: words } = say;

/** One that is responsible, to be written down; and the way for its people to come in. */
export const UnitSheet = observer(({ store, code }: { store: UnitsStore; code: string }) => {
  const { editing, changing, lack } = store;
  const { form, sent } = editing;
  // Somebody of the street office may write it for all of the street.
  const wider = session.me?.answers.find((place) => code !== place.code && code.startsWith(place.code));
  const send = async (act: () => Promise<boolean>, done: string) => {
    if (await act()) platform.say(done);
  };
  const text = (field: 'name' | 'what' | 'phone', label: string, placeholder: string, max: number) => (
    <Field
      label={label}
      placeholder={placeholder}
      max={max}
      value={form[field]}
      wrong={sent.failure?.fields[field]}
      onChange={(typed) => editing.change({ [field]: typed })}
    />
  );
  if (changing && store.invited.value) return <Invited store={store} />;
  return (
    <EditSheet
      title={changing ? words.change : words.title}
      sent={sent}
      lack={lack}
      onSend={() => void send(() => store.save(), words.saved)}
      onClose={() => editing.close()}
      drop={
        changing && { label: words.drop, sure: words.sure, onDrop: () => void send(() => store.drop(), words.dropped) }
      }
    >
      {text('name', words.name, words.nameHint, 30)}
      {text('what', words.what, words.whatHint, 100)}
      {text('phone', words.phone, words.phoneHint, 20)}
      {!changing && wider && (
        <Choice
          label={words.scope}
          options={[
            [wider.code, words.all(wider.name)],
            [code, words.one],
          ]}
          value={form.place}
          onChange={(place) => editing.change({ place })}
        />
      )}
      {changing && (
        <>
          <Members store={store} />
          {store.invited.failure && <Failed failure={store.invited.failure} />}
          <Button busy={store.invited.busy} onTap={() => void store.invite()}>
            {words.invite}
          </Button>
        </>
      )}
    </EditSheet>
  );
});

/** Who handles for it, by the number that each finds under 我的. */
const Members = observer(({ store }: { store: UnitsStore }) => {
  const { value: members, failure } = store.members;
  const drop = async (memberId: string) => {
    if (await store.dropMember(memberId)) platform.say(words.memberDropped);
  };
  return (
    <>
      {failure && <Failed failure={failure} />}
      {members && <View className="editsheet__note">{words.members(members.length)}</View>}
      {members && members.length > 0 && (
        <Card>
          {members.map(({ memberId, since }) => {
            const label = store.leaving === memberId ? words.dropMemberSure : words.dropMember;
            return (
              <Row
                key={memberId}
                title={words.member(memberId)}
                note={words.since(since)}
                end={label}
                onTap={() => void drop(memberId)}
              />
            );
          })}
        </Card>
      )}
    </>
  );
});

/** The code, to be told: made when it was asked for, and never by looking. */
const Invited = observer(({ store }: { store: UnitsStore }) => {
  const { value, failure, busy } = store.invited;
  if (!value) return null;
  return (
    <Sheet title={words.inviteTitle} onClose={() => store.editing.close()}>
      <View className="editsheet__note">{words.inviteNote}</View>
      <View className="invite__code">{`${value.code.slice(0, 5)} ${value.code.slice(5)}`}</View>
      <View className="invite__until">{words.until(all.when(value.until))}</View>
      {failure && <Failed failure={failure} />}
      <Button busy={busy} onTap={() => void store.invite()}>
        {words.inviteAgain}
      </Button>
    </Sheet>
  );
});
