import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { MyDoor } from '../../../types/households';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Empty, Failed, Field, Loads, Page, Sheet, SignIn, Tag, WithMe, type Tone } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import { DoorStore } from './store';
import './index.scss';

const { door: says } = say;
const tones: Record<MyDoor['state'], Tone> = { waiting: 'yolk', confirmed: 'pine', declined: 'red' };

/** Where I live: said by me, confirmed by somebody who knows the house. */
const MyDoorPage = observer(({ owner }: { owner: string }) => {
  const [store] = useState(() => new DoorStore(call, keepFor(keep, owner)));
  const [isLeaving, setLeaving] = useState(false);
  useEffect(() => void store.load(), [store]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  const { door, sent, lack, isWriting } = store;
  const send = async () => {
    if (await store.send()) platform.say(says.sent);
  };
  const foot = isWriting && (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      {sent.failure?.refusal === 'household.homeless' && (
        <Button onTap={() => go(routes.findFirst)}>{says.find}</Button>
      )}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void send()}>
        {lack ?? says.send}
      </Button>
      {door && <Button onTap={() => store.keep()}>{says.keep}</Button>}
    </>
  );
  return (
    <Page foot={foot}>
      <View className="door__place" {...a11y('heading')}>
        {session.me?.home?.name}
      </View>
      <View className="door__intro">{says.intro}</View>
      <Loads of={store.mine} retry={() => void store.load()}>
        {({ door: said }) => (
          <>
            {said && <Said door={said} store={store} onLeave={() => setLeaving(true)} />}
            {isWriting && <Fields store={store} />}
          </>
        )}
      </Loads>
      {isLeaving && <Leave store={store} onClose={() => setLeaving(false)} />}
    </Page>
  );
});

const Said = observer(({ door, store, onLeave }: { door: MyDoor; store: DoorStore; onLeave: () => void }) => (
  <>
    <View className="door__said">
      <View className="door__number">{words.door(door)}</View>
      <Tag tone={tones[door.state]}>{says.states[door.state]}</Tag>
      {door.reason !== null && door.state === 'declined' && (
        <View className="door__reason">{says.reason(door.reason)}</View>
      )}
      <View className="door__note">{says.notes[door.state]}</View>
    </View>
    {!store.isChanging && (
      <View className="door__acts">
        <Button onTap={() => store.begin()}>{door.state === 'confirmed' ? says.moved : says.change}</Button>
        <Button onTap={onLeave}>{says.leave}</Button>
      </View>
    )}
  </>
));

const Fields = observer(({ store }: { store: DoorStore }) => {
  const { form } = store.draft;
  const fields = store.sent.failure?.fields ?? {};
  return (
    <>
      <Field
        label={says.building}
        placeholder={says.buildingHint}
        max={20}
        value={form.building}
        wrong={fields['building']}
        onChange={(building) => store.change({ building })}
      />
      <Field
        label={says.unit}
        placeholder={says.unitHint}
        max={10}
        value={form.unit}
        wrong={fields['unit']}
        onChange={(unit) => store.change({ unit })}
      />
      <Field
        label={says.room}
        placeholder={says.roomHint}
        max={20}
        value={form.room}
        wrong={fields['room']}
        onChange={(room) => store.change({ room })}
      />
      <View className="door__note">{says.who}</View>
    </>
  );
});

const Leave = observer(({ store, onClose }: { store: DoorStore; onClose: () => void }) => {
  const leave = async () => {
    if (!(await store.leave())) return;
    onClose();
    platform.say(says.left);
  };
  const foot = (
    <>
      {store.left.failure && <Failed failure={store.left.failure} />}
      <Button kind="main" busy={store.left.busy} onTap={() => void leave()}>
        {says.leaveSure}
      </Button>
      <Button onTap={onClose}>{says.leaveNot}</Button>
    </>
  );
  return (
    <Sheet title={says.leaveTitle} foot={foot} onClose={onClose}>
      <View className="door__note">{says.leaveNote}</View>
    </Sheet>
  );
});

const Door = observer(() => {
  const { me, person } = session;
  if (me?.home && person) return <MyDoorPage key={`${person.id}.${me.home.code}`} owner={person.id} />;
  return (
    <Page>
      <WithMe>
        {() =>
          person ? (
            <>
              <Empty title={says.homeless}>{says.homelessNote}</Empty>
              <Button kind="main" onTap={() => go(routes.findFirst)}>
                {says.find}
              </Button>
            </>
          ) : (
            <>
              <Empty title={says.signIn}>{says.signInNote}</Empty>
              <SignIn kind="main" />
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

export default Door;
