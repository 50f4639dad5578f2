import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { MyDoor } from '../../../types/households';
import { call } from '../../kit/call';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Failed, Row, SignIn } from '../../kit/ui';
import { words } from '../../kit/words';
import { Acknowledging } from '../acknowledging';
import { join } from '../joining';
import type { NoticeStore } from '../store';
import { say } from '../words';
import './acknowledge.scss';

const { acknowledge: says } = say;

/** What everyone must know, and the one press that tells the community. It comes after the text, and asks for itself. */
export const Acknowledge = observer(({ store }: { store: NoticeStore }) => {
  const notice = store.opened.value?.notice;
  const { me, person, isAskable } = session;
  if (!notice || !store.mustBeKnown || !me) return null;
  if (!person)
    return (
      isAskable && (
        <Card tone="red">
          <View className="acknowledge__why">{says.signIn}</View>
          <SignIn kind="main" />
        </Card>
      )
    );
  if (!me.home) return <Homeless store={store} />;
  // Written for people elsewhere: their neighbours are asked, and nobody else.
  if (!me.home.code.startsWith(notice.place.code)) return null;
  // Another person, and another home, begin anew.
  return store.isSomebodys && <Press key={`${person.id}.${me.home.code}`} of={store} version={notice.version} />;
});

/** The community that speaks here is most likely theirs: joining it is one tap, and another one is to be found. */
const Homeless = observer(({ store }: { store: NoticeStore }) => {
  const { neighbourhood: place, joined } = store;
  const find = () => go(routes.findFirst);
  if (!place)
    return (
      <Card tone="red">
        <View className="acknowledge__why">{says.homeless}</View>
        <Button kind="main" onTap={find}>
          {says.find}
        </Button>
      </Card>
    );
  return (
    <Card tone="red">
      <View className="acknowledge__why">{says.joinFirst(place.name)}</View>
      {joined.failure && <Failed failure={joined.failure} />}
      <Button kind="main" busy={joined.busy} onTap={() => void join(store, place)}>
        {say.join(place.name)}
      </Button>
      <Button kind="quiet" onTap={find}>
        {says.notHere}
      </Button>
    </Card>
  );
});

const Press = observer(({ of, version }: { of: NoticeStore; version: number }) => {
  const [store] = useState(() => new Acknowledging(call, of.noticeId));
  const { known, sent, isUnasked } = store;
  // A notice that was corrected meanwhile is asked about again.
  useEffect(() => void store.ask(), [store, version]);
  // Somebody comes back from saying where they live.
  useDidShow(() => void (known.value?.at && store.ask()));
  // Whoever pressed under a text that was corrected meanwhile gets the one that it now is.
  const press = async () => {
    if (!(await store.press(version))) await of.open();
  };
  if (isUnasked) return null;
  if (!known.value && !known.failure) return null;
  const { at = null, corrected = false, door = null } = known.value ?? {};
  if (at)
    return (
      <Card>
        <View className="acknowledge__done" {...a11y('status')}>
          {says.done}
        </View>
        <View className="acknowledge__at">{says.at(words.moment(at))}</View>
        <Door door={door} />
      </Card>
    );
  return (
    <Card tone="red">
      <View className="acknowledge__why">{corrected ? says.corrected : says.why}</View>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} onTap={() => void press()}>
        {says.button}
      </Button>
    </Card>
  );
});

/** A door that is known needs no words. */
const Door = ({ door }: { door: MyDoor | null }) => {
  if (door?.state === 'confirmed') return null;
  const [title, note] = !door
    ? [says.door, says.doorWhy]
    : door.state === 'waiting'
      ? [says.waiting, words.door(door)]
      : [says.declined, says.reason(words.door(door), door.reason)];
  return (
    <View className="acknowledge__door">
      <Row title={title} note={note} onTap={() => go(routes.door)} />
    </View>
  );
};
