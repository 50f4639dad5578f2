import { Text, View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { isWeapp, platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Failed, Page, Row, SignIn, Skeleton } from '../../kit/ui';
import { view } from '../../kit/view';
import { useWaiting } from '../../kit/waiting';
import { words } from '../../kit/words';
import { Work } from '../Work';
import { say } from '../words';
import { Complain } from './Complain';
import './index.scss';

const { me: mine } = say;

const Mine = observer(() => {
  const { me, person, place, failure } = session;
  const [leaving, setLeaving] = useState(false);
  useDidShow(() => void (session.failure && session.start()));
  useWaiting();
  const copyId = async (id: string) => platform.say((await platform.copy(id)) ? words.copied : words.copyFailed);
  const leave = async () => {
    setLeaving(true);
    await session.leave();
    setLeaving(false);
  };
  const who = [
    person?.persona ? words.personas[person.persona] : person ? mine.somebody : mine.nobody,
    ...(me?.roles ?? []).map((held) => `${held.place.name} ${words.roles[held.role]}`),
  ];
  const nobody = session.isAskable ? mine.nobodyNote : isWeapp ? mine.nobodyHere : mine.nobodyElsewhere;
  const elder = view.elder ? words.elder.turnOff : words.elder.turnOn;
  return (
    <Page>
      {!me && (failure ? <Failed failure={failure} onRetry={() => void session.start()} /> : <Skeleton lines={2} />)}
      {me && (
        <View className="mine__who">
          <View className="mine__name" {...a11y('heading')}>
            {who[0]}
          </View>
          <View className="mine__roles">{person ? words.facts(...who.slice(1)) : nobody}</View>
          <SignIn kind="main" />
        </View>
      )}
      <Work />
      <Card>
        <Row title={mine.place} note={place?.name ?? mine.noPlace} onTap={() => go(routes.find)} />
        {person && me?.home && <Row title={mine.door} note={mine.doorNote} onTap={() => go(routes.door)} />}
        <Row title={say.myReports} onTap={() => go(routes.myReports)} />
        <Row title={mine.eggs} onTap={() => go(routes.calendar)} />
        <Row title={mine.coupons} onTap={() => go(routes.coupons)} />
      </Card>
      <Card>
        <Row
          title={elder}
          note={view.elder ? words.elder.noteOff : words.elder.note}
          onTap={() => view.switchElder()}
        />
        {person && (
          <Row
            title={
              <>
                {`${mine.id} `}
                <Text className="mine__id" userSelect>
                  {mine.idOf(person.id)}
                </Text>
              </>
            }
            note={mine.idNote}
            end={<Text className="mine__copy">{mine.idCopy}</Text>}
            onTap={() => void copyId(person.id)}
          />
        )}
      </Card>
      {person && (
        <Card>
          <Row
            title={mine.data}
            note={me?.phone ? mine.phone(me.phone) : mine.dataNote}
            onTap={() => go(routes.data)}
          />
          <Row title={mine.reminders} note={mine.remindersNote} onTap={() => go(routes.reminders)} />
          <Row title={mine.unit} note={mine.unitNote} onTap={() => go(routes.joinUnit)} />
        </Card>
      )}
      {isWeapp && <Complain />}
      <Card>
        <Row title={mine.about} note={<View className="mine__about">{mine.aboutText}</View>} />
        {me?.demo && <Row title={mine.gallery} note={mine.galleryNote} onTap={() => go(routes.gallery)} />}
      </Card>
      {person && (
        <Button busy={leaving} onTap={() => void leave()}>
          {mine.signOut}
        </Button>
      )}
    </Page>
  );
});

export default Mine;
