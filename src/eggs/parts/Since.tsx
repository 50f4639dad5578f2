import { View } from '@tarojs/components';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Card, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Receipt } from '../store';
import { closedOn } from '../verifying';
import { say } from '../words';
import './receipt.scss';

const { receipt: says } = say;
type Laid = NonNullable<Receipt['egg']>;

/** What is to be known of an egg before anything else: that it was taken back, or is not handed out for now, and what can be done. */
export const Now = ({ receipt: { campaign, day }, egg: { takenBack, held } }: { receipt: Receipt; egg: Laid }) => {
  if (takenBack)
    return (
      <Card tone="red">
        <View className="receipt__word" {...a11y('alert')}>
          {says.takenBack(takenBack.at)}
        </View>
        <View className="receipt__why">{says.takenBackFor(takenBack.reason)}</View>
        <View className="receipt__note receipt__note--in">{says.takenBackNote}</View>
        <Appeal text={says.takenBackText(campaign.name, day, takenBack.reason)} />
      </Card>
    );
  if (held === null || held === 'none') return null;
  return (
    <Card tone={held === 'stopped' ? 'red' : 'yolk'}>
      <View className="receipt__why" {...a11y('alert')}>
        {says.held[held]}
      </View>
      {held === 'phone' ? (
        <Button kind="main" onTap={() => go(routes.pickUp(campaign.id))}>
          {says.toPickUp}
        </Button>
      ) : (
        <Appeal text={says.heldText(campaign.name, day, says.held[held])} />
      )}
    </Card>
  );
};

const Appeal = ({ text }: { text: string }) => (
  <>
    <Button onTap={() => go(routes.fileSaying(text))}>{says.appeal}</Button>
    <View className="receipt__under">{says.appealNote}</View>
  </>
);

/** What became of the egg later: entries of their own, in the books of the day on which they were written. */
export const Later = ({ later }: Pick<Receipt, 'later'>) => {
  if (later.length === 0) return null;
  return (
    <>
      <View className="receipt__section">{says.later}</View>
      <Card>
        {later.map(({ entry, reason, at, proof }) => (
          <Row
            key={entry}
            title={says.laterReasons[reason]}
            note={proof ? says.laterClosed(closedOn(proof)) : says.laterOpen}
            end={words.moment(at)}
          />
        ))}
      </Card>
    </>
  );
};
