import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Card, Egg, Failed, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Receipt, ReceiptStore } from '../store';
import { closedOn, provenOf } from '../verifying';
import { say } from '../words';
import { Hash } from './Hash';
import { Later, Now } from './Since';
import './receipt.scss';

const { receipt: says } = say;
const copy = async (text: string) => platform.say((await platform.copy(text)) ? words.copied : words.copyFailed);

interface Props {
  store: ReceiptStore;
  receipt: Receipt;
  egg: NonNullable<Receipt['egg']>;
}

/** An egg: when it was laid and by reading what, and how anybody can see that it is in the books. */
export const Laid = ({ store, receipt, receipt: { campaign, day, proof }, egg }: Props) => (
  <>
    <View className="receipt__head">
      <Egg state={egg.takenBack ? 'missed' : 'laid'} size="large" />
      <View>
        <View className="receipt__title" {...a11y('heading')}>
          {says.laid(day)}
        </View>
        <View className="receipt__name">{campaign.name}</View>
      </View>
    </View>
    <Now receipt={receipt} egg={egg} />
    <Card>
      <Row title={says.at} end={words.moment(egg.laidAt)} />
      <Row title={says.read} note={egg.notice.title} onTap={() => go(routes.notice(egg.notice.id))} />
      {egg.collectedAt !== null && <Row title={says.collected} end={words.moment(egg.collectedAt)} />}
      <Row
        title={says.entry}
        note={
          <>
            <View className="receipt__entry">{says.entryOf(day, egg.number)}</View>
            <View>{says.entryNote}</View>
          </>
        }
        end={<View className="receipt__copy">{says.entryCopy}</View>}
        onTap={() => void copy(egg.entry)}
      />
    </Card>
    <Later later={receipt.later} />
    <View className="receipt__section">{says.books}</View>
    {proof ? (
      <>
        <Card>
          <View className="receipt__closed">{says.closed}</View>
          <View className="receipt__note">{says.closedNote(closedOn(proof))}</View>
          <Hash of={proof.head.hash} day={closedOn(proof)} />
        </Card>
        <Checking store={store} later={receipt.later} isMain={egg.takenBack !== null || egg.held !== 'phone'} />
        <Button onTap={() => void copy(store.copy)}>{says.copy}</Button>
        <View className="receipt__note receipt__note--below">{says.copyNote}</View>
      </>
    ) : (
      <Card>
        <Row title={says.open} note={says.openNote} />
      </Card>
    )}
    <Card>
      <Row title={says.toBooks} note={says.toBooksNote} onTap={() => go(routes.books(campaign.id))} />
    </Card>
  </>
);

interface CheckingProps extends Pick<Receipt, 'later'> {
  store: ReceiptStore;
  /** Whether there is nothing on the page that is to be done before. */
  isMain: boolean;
}

/** The check on this phone: what came of it, and of each of its steps. */
const Checking = observer(({ store: { checked }, store, later, isMain }: CheckingProps) => {
  const steps = [...say.steps, ...provenOf(later).map(({ reason }) => says.laterStep(says.laterReasons[reason]))];
  const { value: found, failure, busy } = checked;
  const isGood = found?.every(Boolean) ?? false;
  return (
    <>
      {found && (
        <View className={`proven proven--${isGood ? 'good' : 'bad'}`} {...a11y('status')}>
          <View className="proven__title">{isGood ? says.good : says.bad}</View>
          <View>{isGood ? says.goodNote : says.badNote}</View>
          <View className="proven__steps">
            {steps.map((step, i) => (
              <View
                key={i}
                className={`proven__step ${found[i] ? '' : 'proven__step--fails'}`}
                {...a11y('group', words.facts(step[found[i] ? 0 : 1], found[i] ? says.holds : says.fails))}
              >
                <Text className="proven__mark">{found[i] ? '✓' : '✗'}</Text>
                <Text className="proven__what">{step[found[i] ? 0 : 1]}</Text>
              </View>
            ))}
          </View>
        </View>
      )}
      {failure && <Failed failure={failure} onRetry={() => void store.check()} />}
      {!failure && (
        <Button kind={found || !isMain ? 'plain' : 'main'} busy={busy} onTap={() => void store.check()}>
          {found ? says.again : says.check}
        </Button>
      )}
      {!found && !failure && <View className="receipt__note receipt__note--below">{says.checkNote}</View>}
    </>
  );
});
