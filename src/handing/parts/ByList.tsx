import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Noted } from '../../../types/pickup';
import { platform } from '../../kit/platform';
import { a11y, Button, Card, Choice, Empty, Failed, Field, Loads, Tag } from '../../kit/ui';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import { ways, type Listing, type Today } from '../listing';
import { say } from '../words';
import { Stepper } from './Stepper';

const { list: says } = say;

/** For a neighbour without a phone: one writes it down, another confirms. */
export const ByList = observer(({ listing, today }: { listing: Listing; today: Today }) => {
  const { way, text, found, holder, sent } = listing;
  if (!view.online && !today.handed.value) return <Empty title={says.offline} />;
  return (
    <>
      <View className="eggdesk__note">{says.note}</View>
      {sent.value && (
        <View className="eggdesk__result eggdesk__result--done" {...a11y('alert')}>
          <View className="eggdesk__title">{says.sent}</View>
          <View>{says.sentNote(say.who(sent.value.holder), sent.value.count)}</View>
        </View>
      )}
      <Choice
        label={says.by}
        options={ways.map((one) => [one, says.ways[one]] as const)}
        value={way}
        onChange={(chosen) => listing.by(chosen)}
      />
      <Field
        label={says.labels[way]}
        placeholder={says.hints[way]}
        type="number"
        max={way === 'phone' ? 11 : 7}
        value={text}
        onChange={(typed) => listing.type(typed)}
      />
      {found.failure && <Failed failure={found.failure} />}
      {found.value && !holder && <Empty title={says.nobody}>{says.nobodyNote}</Empty>}
      {holder && (
        <Card>
          <View className="eggdesk__who">{say.who(holder)}</View>
          <View className="eggdesk__facts">
            {words.facts(holder.masked === null ? null : say.number(holder.number), say.left(holder.left))}
          </View>
          {holder.left > 0 ? (
            <Stepper count={listing.count} most={holder.left} onChange={(count) => listing.choose(count)} />
          ) : (
            <View className="eggdesk__why">{says.none}</View>
          )}
        </Card>
      )}
      {sent.failure && <Failed failure={sent.failure} />}
      {listing.isUnknown && <View className="eggdesk__note">{says.unknown}</View>}
      <View className="eggdesk__section" {...a11y('heading')}>
        {says.waiting}
      </View>
      <Loads of={today.handed} retry={() => void today.load()}>
        {() => (
          <>
            {today.waiting.length === 0 && <Empty title={says.noneWaiting}>{says.noneWaitingNote}</Empty>}
            {today.waiting.map((handing) => (
              <Waiting key={handing.id} today={today} handing={handing} />
            ))}
          </>
        )}
      </Loads>
    </>
  );
});

const Waiting = observer(({ today, handing }: { today: Today; handing: Noted }) => {
  const { decided, deciding } = today;
  const isThis = deciding === handing.id;
  const decide = async (agree: boolean) => {
    if (await today.decide(handing, agree)) platform.say(agree ? says.confirmed : says.declined);
  };
  const busy = isThis && decided.busy;
  return (
    <Card>
      <View className="eggdesk__who">{say.who(handing.holder)}</View>
      <View className="eggdesk__facts">
        {words.facts(
          handing.holder?.masked ? say.number(handing.holder.number) : null,
          say.eggs(handing.count),
          words.moment(handing.at),
        )}
      </View>
      {handing.mine && <Tag tone="slate">{says.mine}</Tag>}
      {isThis && decided.failure && <Failed failure={decided.failure} />}
      {handing.may.includes('confirm') && (
        <View className="eggdesk__acts">
          <Button busy={busy} onTap={() => void decide(true)}>
            {says.confirm}
          </Button>
        </View>
      )}
      {handing.may.includes('decline') && (
        <Button kind="quiet" onTap={() => void decide(false)}>
          {says.decline}
        </Button>
      )}
    </Card>
  );
});
