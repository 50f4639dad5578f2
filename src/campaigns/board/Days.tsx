import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Card } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Section';
import type { BoardStore } from './store';
import { say } from './words';

/** What was laid on each day, and what is to be expected: a table to look at, and a list of sentences to whoever hears it. */
export const Days = observer(({ store }: { store: BoardStore }) => {
  const { days, hasEarlierDays, hasLaterDays } = store;
  const turn = (name: string, by: 1 | -1) => (
    <View className="days__turn" {...a11y('button', name)} onClick={() => store.turn(by)}>
      {name}
    </View>
  );
  return (
    <>
      <Section note={say.daysNote}>{say.days}</Section>
      <Card>
        <View className="days__row days__row--head" aria-hidden>
          {say.columns.map((name) => (
            <View key={name} className="days__cell">
              {name}
            </View>
          ))}
        </View>
        {days.map((one) => (
          <View key={one.day} className="days__row" {...a11y('group', say.dayLabel(one))}>
            <View className="days__cell">{words.day(one.day)}</View>
            <View className="days__cell">{one.laid ?? say.blank}</View>
            <View className="days__cell days__cell--soft">{one.expected ?? say.blank}</View>
          </View>
        ))}
        {(hasEarlierDays || hasLaterDays) && (
          <View className="days__turns">
            {hasEarlierDays && turn(say.earlier, -1)}
            {hasLaterDays && turn(say.later, 1)}
          </View>
        )}
      </Card>
    </>
  );
});
