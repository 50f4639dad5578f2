import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Campaign, DayState } from '../../../types/eggs';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Egg, Row } from '../../kit/ui';
import { monthAndDate } from '../../kit/time';
import { words } from '../../kit/words';
import type { Calendar } from '../store';
import { say } from '../words';
import { PickUps, pickUpsOf } from './PickUps';
import './days.scss';

const under = (day: string, state: DayState, today: string): string => {
  const when = day === today ? say.today : say.date(...monthAndDate(day));
  return state === 'missed' ? say.missedOn(when) : when;
};

export const Days = observer(({ calendar, campaign }: { calendar: Calendar; campaign: Campaign }) => {
  const { days, today, count, cap, collected, here } = calendar;
  const now = days.find(({ day }) => day === today)?.state;
  const code = session.me?.home?.code ?? null;
  const isTime = count > collected && pickUpsOf(campaign, code).some(({ day }) => day <= today);
  return (
    <>
      <View className="eggs__head">
        <Text className="eggs__count">{count}</Text>
        <View className="eggs__said">
          <View className="eggs__unit">{say.unit}</View>
          <View className="eggs__how">{say.how(cap)}</View>
          {collected > 0 && <View className="eggs__how">{say.left(count, count - collected)}</View>}
        </View>
      </View>
      <View className="eggs__name">{words.facts(campaign.name, say.span(campaign.firstDay, campaign.lastDay))}</View>
      <Here here={here} />
      {isTime && (
        <View className="eggs__go">
          <Button kind="main" onTap={() => go(routes.pickUp(campaign.id))}>
            {say.toPickUp}
          </Button>
        </View>
      )}
      <Waiting waiting={calendar.waiting} today={today} />
      <View className="eggs__days">
        {days.map(({ day, state }) => (
          <View
            key={day}
            className={`eggs__day ${day === today ? 'eggs__day--today' : ''}`}
            {...(state === 'ahead'
              ? a11y('img', words.facts(words.day(day), say.states.ahead))
              : {
                  ...a11y('button', say.toReceipt(under(day, state, today), day, say.states[state])),
                  onClick: () => go(routes.receipt(campaign.id, day)),
                })}
          >
            <Egg state={state} size="large" />
            <View className="eggs__under">{day === today ? say.today : say.date(...monthAndDate(day))}</View>
            {state === 'missed' && <View className="eggs__under">{say.missed}</View>}
          </View>
        ))}
      </View>
      {now === 'today' && here?.paused === null && !here.ended && (
        <Button kind={isTime ? 'plain' : 'main'} onTap={() => go(routes.home)}>
          {say.read}
        </Button>
      )}
      {now === 'laid' && <View className="eggs__laid">{say.laid}</View>}

      <View className="eggs__section">{say.pickUps}</View>
      <PickUps campaign={campaign} code={code} today={today} />
      <Card>
        <Row title={say.howToPickUp} note={say.howToPickUpNote} onTap={() => go(routes.pickUp(campaign.id))} />
        <Row title={say.toRules} note={say.toRulesNote} onTap={() => go(routes.eggRules)} />
        <Row title={say.receipt.books} note={say.receipt.toBooksNote} onTap={() => go(routes.books(campaign.id))} />
      </Card>
    </>
  );
});

/** Eggs of other campaigns that are still to be picked up. */
export const Waiting = ({ waiting, today }: Pick<Calendar, 'waiting' | 'today'>) =>
  waiting.length > 0 && (
    <View className="eggs__ended">
      <Card>
        {waiting.map(({ campaignId, name, left, day }) => (
          <Row
            key={campaignId}
            title={say.waiting(name, left)}
            note={say.waitingNote(day, today)}
            onTap={() => go(routes.pickUp(campaignId))}
          />
        ))}
      </Card>
    </View>
  );

/** How the campaign stands where I live: at rest, over, and how many eggs there are still. */
const Here = ({ here }: Pick<Calendar, 'here'>) => {
  if (!here) return null;
  const { community, stock, laid, paused, ended } = here;
  if (ended)
    return (
      <View className="eggs__ended">
        <Card>
          <Row title={say.ended} note={say.endedNote} />
        </Card>
      </View>
    );
  return (
    <>
      {paused !== null && (
        <View className="eggs__paused" {...a11y('alert')}>
          <View className="eggs__unit">{say.paused}</View>
          <View>{say.pausedNote(paused)}</View>
        </View>
      )}
      {stock !== null && <View className="eggs__name">{say.stock(community, Math.max(0, stock - laid))}</View>}
    </>
  );
};
