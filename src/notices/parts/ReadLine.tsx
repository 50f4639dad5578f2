import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Egg, SignIn } from '../../kit/ui';
import { words } from '../../kit/words';
import type { NoticeStore } from '../store';
import { say } from '../words';
import './readline.scss';

/** What reading did for this person, said quietly: the credit, the egg, or in plain words why there is none. */
export const ReadLine = observer(({ store }: { store: NoticeStore }) => {
  const opened = store.opened.value;
  const { value: credit, failure } = store.credited;
  if (opened?.notice.state !== 'published') return null;
  if (credit?.egg) {
    return (
      <View className="readline" {...a11y('status')}>
        <Egg state="laid" size="large" />
        <View className="readline__text">
          <View className="readline__title">{say.laid}</View>
          <View className="readline__note" {...a11y('link')} onClick={() => go(routes.calendar)}>
            <Text>{`${say.laidOn(words.day(credit.egg.day))}\u3000`}</Text>
            <Text className="readline__link">{say.calendar}</Text>
          </View>
        </View>
      </View>
    );
  }
  if (credit || opened.read) {
    const reason = say.reasons[credit?.reason ?? (opened.read ? 'already' : 'egg.noCampaign')];
    const counted = credit?.credited ?? false;
    return <Line title={counted ? say.credited : reason} note={counted ? reason : ''} />;
  }
  if (failure && failure.refusal !== 'ticket.early') {
    return (
      <View>
        <Line title={say.notCredited} note={failure.message} />
        {failure.kind !== 'refused' && <Button onTap={() => void store.credit()}>{words.failed.retry}</Button>}
      </View>
    );
  }
  if (opened.readTicket) return <Line note={say.reading} />;
  if (!session.isAskable) return null;
  // Of what everyone must know there is a larger way in below.
  if (opened.notice.mustKnow) return <Line note={say.anonymous} />;
  return (
    <Card>
      <View className="readline__why">{say.anonymous}</View>
      <SignIn />
    </Card>
  );
});

const Line = ({ title = '', note = '' }: { title?: string; note?: string }) => (
  <View className="readline" {...a11y('status')}>
    <View className="readline__text">
      {title && <View className="readline__title">{title}</View>}
      {note && <View className="readline__note">{note}</View>}
    </View>
  </View>
);
