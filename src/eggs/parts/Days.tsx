import { Text, View } from '@tarojs/components';
import type { Campaign, DayState } from '../../../types/eggs';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Card, Egg, Row } from '../../kit/ui';
import { monthAndDate } from '../../kit/time';
import { words } from '../../kit/words';
import type { Calendar } from '../store';
import { say } from '../words';
import './days.scss';

const under = (day: string, state: DayState, today: string): string => {
  if (day === today) return say.today;
  return state === 'missed' ? say.missed : say.date(...monthAndDate(day));
};

export const Days = ({ calendar, campaign }: { calendar: Calendar; campaign: Campaign }) => {
  const { days, today, count, cap } = calendar;
  const now = days.find(({ day }) => day === today)?.state;
  return (
    <>
      <View className="eggs__head">
        <Text className="eggs__count">{count}</Text>
        <View>
          <View className="eggs__unit">{say.unit}</View>
          <View className="eggs__how">{say.how(cap)}</View>
        </View>
      </View>
      <View className="eggs__name">{words.facts(campaign.name, say.span(campaign.firstDay, campaign.lastDay))}</View>
      <View className="eggs__days">
        {days.map(({ day, state }) => (
          <View
            key={day}
            className={`eggs__day ${day === today ? 'eggs__day--today' : ''}`}
            {...(state === 'ahead'
              ? a11y('img', words.facts(words.day(day), say.states.ahead))
              : {
                  ...a11y('button', say.toReceipt(day, say.states[state])),
                  onClick: () => go(routes.receipt(campaign.id, day)),
                })}
          >
            <Egg state={state} size="large" />
            <Text className="eggs__under">{under(day, state, today)}</Text>
          </View>
        ))}
      </View>
      {now === 'today' && <Button onTap={() => go(routes.home)}>{say.read}</Button>}
      {now === 'laid' && <View className="eggs__laid">{say.laid}</View>}

      <View className="eggs__section">{say.pickUps}</View>
      <Card>
        {campaign.pickUps.length === 0 && <Row title={say.noPickUps} />}
        {campaign.pickUps.map((pickUp) => (
          <Row key={pickUp.day} title={words.day(pickUp.day)} note={`${pickUp.at} ${pickUp.hours}`} />
        ))}
      </Card>
      <View className="eggs__section">{say.rules}</View>
      <Card>
        {say.ruleList(cap).map((rule) => (
          <Row key={rule} title={rule} />
        ))}
        <Row
          title={say.receipt.books}
          note={say.receipt.toBooksNote}
          label={say.receipt.toBooks}
          onTap={() => go(routes.books(campaign.id))}
        />
      </Card>
    </>
  );
};
