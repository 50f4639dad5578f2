import { View } from '@tarojs/components';
import { useState } from 'react';
import { a11y, Button, Card, Empty } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Hint';
import type { Visits } from './mine';
import { say } from './words';
import './visitors.scss';

/** So many days are in sight at first. */
const FEW = 7;

/** Who looked at the badge, day by day: how many, drawn and in words, and never who. */
export const Visitors = ({ visits: { days, total } }: { visits: Visits }) => {
  const [isWhole, setWhole] = useState(false);
  const looked = days.filter(({ people }) => people > 0).sort((a, b) => (a.day < b.day ? 1 : -1));
  const most = Math.max(1, ...looked.map(({ people }) => people));
  const { visits } = say;
  return (
    <>
      <Section>{visits.title}</Section>
      {looked.length === 0 ? (
        <Empty title={visits.none}>{visits.noneNote}</Empty>
      ) : (
        <Card>
          <View className="visitors__total">{visits.total(total)}</View>
          {looked.slice(0, isWhole ? undefined : FEW).map(({ day, people }) => (
            <View key={day} className="visitors__day" {...a11y('text', visits.label(words.day(day), people))}>
              <View className="visitors__date">{words.day(day)}</View>
              <View className="visitors__track">
                <View
                  className="visitors__bar"
                  style={{ width: `${Math.max(4, Math.round((people / most) * 100))}%` }}
                />
              </View>
              <View className="visitors__n">{visits.people(people)}</View>
            </View>
          ))}
          {!isWhole && looked.length > FEW && (
            <Button kind="quiet" onTap={() => setWhole(true)}>
              {visits.all}
            </Button>
          )}
          <View className="visitors__note">{visits.note}</View>
        </Card>
      )}
    </>
  );
};
