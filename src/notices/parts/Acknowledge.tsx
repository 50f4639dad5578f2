import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useMemo } from 'react';
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

/** Whom it is asked of, as a key under which another person, and another home, begin anew; null for nobody who is here. */
function askedOf(of: NoticeStore): string | null {
  const notice = of.opened.value?.notice;
  const { me, person } = session;
  if (!notice || !of.mustBeKnown || !of.isSomebodys || !person || !me?.home) return null;
  // Written for people elsewhere: their neighbours are asked, and nobody else.
  return me.home.code.startsWith(notice.place.code) ? `${person.id}.${me.home.code}` : null;
}

/** What becomes of the press that a notice asks for; null while it asks for none. @param isDrawn whether the words stand on the screen */
export function useAcknowledging(of: NoticeStore, isDrawn: boolean): Acknowledging | null {
  const asked = isDrawn ? askedOf(of) : null;
  const store = useMemo(() => (asked === null ? null : new Acknowledging(call, of.noticeId)), [of, asked]);
  const version = of.opened.value?.notice.version;
  // A notice that was corrected meanwhile is asked about again.
  useEffect(() => void store?.ask(), [store, version]);
  // Somebody comes back from saying where they live.
  useDidShow(() => void (store?.known.value?.at && store.ask()));
  return store;
}

interface Props {
  of: NoticeStore;
  store: Acknowledging;
  isRested?: boolean;
}

/** The press itself. Whoever presses under a text that was corrected meanwhile gets the one that it now is. */
export const Press = observer(({ of, store, isRested = true }: Props) => {
  const { sent } = store;
  const press = async () => {
    const version = of.opened.value?.notice.version;
    if (version !== undefined && !(await store.press(version))) await of.open();
  };
  return (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={!store.isDue} resting={!isRested} onTap={() => void press()}>
        {says.button}
      </Button>
    </>
  );
});

interface AskProps {
  of: NoticeStore;
  store: Acknowledging | null;
  /** The press is at the thumb, and not below the words. */
  isAtThumb: boolean;
}

/** What everyone must know, and the one press that tells the community. It comes after the text, and asks for itself. */
export const Acknowledge = observer(({ of, store, isAtThumb }: AskProps) => {
  const notice = of.opened.value?.notice;
  const { me, person, isAskable } = session;
  if (!notice || !of.mustBeKnown || !me) return null;
  if (!person)
    return (
      isAskable && (
        <Card tone="red">
          <View className="acknowledge__why">{says.signIn}</View>
          <SignIn kind="main" />
        </Card>
      )
    );
  if (!me.home) return <Homeless store={of} />;
  return store && <Known of={of} store={store} isAtThumb={isAtThumb} />;
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

const Known = observer(({ of, store, isAtThumb }: AskProps & { store: Acknowledging }) => {
  const { at = null, corrected = false, door = null } = store.known.value ?? {};
  if (store.isUnasked) return null;
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
  if (!store.isDue) return null;
  const why = corrected ? says.corrected : says.why;
  return isAtThumb ? (
    <Card tone="red">{why}</Card>
  ) : (
    <Card tone="red">
      <View className="acknowledge__why">{why}</View>
      <Press of={of} store={store} />
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
