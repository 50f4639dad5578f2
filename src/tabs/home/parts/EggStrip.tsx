import { Text, View } from '@tarojs/components';
import type { Contract, Output } from '../../../../types';
import { go, routes } from '../../../kit/routes';
import { Card, Egg } from '../../../kit/ui';
import { words } from '../../../kit/words';
import { say } from '../../words';
import './eggstrip.scss';

type Calendar = Output<Contract['eggs']['calendar']>;

function headline({ campaign, today, days, count }: Calendar): string {
  if (!campaign) return '';
  if (today < campaign.firstDay) return say.eggBefore(campaign.name, words.day(campaign.firstDay));
  if (today > campaign.lastDay) return say.eggAfter(campaign.name, count);
  return days.some(({ day, state }) => day === today && state === 'laid') ? say.eggLaid(count) : say.eggToday(count);
}

/** More days than this would crowd the line; the calendar shows them all. */
const MOST = 12;

export const EggStrip = ({ calendar }: { calendar: Calendar }) => (
  <Card tone="yolk" onTap={() => go(routes.calendar)}>
    <View className="eggstrip__head">
      <Text className="eggstrip__title">{headline(calendar)}</Text>
      <Text className="eggstrip__go">{say.calendar}</Text>
    </View>
    {calendar.days.length <= MOST && (
      <View className="eggstrip__eggs">
        {calendar.days.map(({ day, state }) => (
          <Egg key={day} state={state} />
        ))}
      </View>
    )}
  </Card>
);
