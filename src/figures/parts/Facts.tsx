import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useMemo } from 'react';
import { measures, type Measure } from '../../../types/measures';
import { a11y, Icon } from '../../kit/ui';
import { view } from '../../kit/view';
import { drawn, groups, lead, read, spoken } from '../reading';
import type { Shown } from '../store';
import { say } from '../words';
import { Chart, mostTicks } from './Chart';
import './facts.scss';

interface Props {
  shown: Shown;
  /** What a measure means is one tap away. */
  onOpen: (measure: Measure) => void;
}

/** All that is counted, as a paper sets its box of figures: one number large, the others below it, line by line. */
export const Facts = observer(({ shown, onOpen }: Props) => (
  <>
    <Lead shown={shown} onOpen={onOpen} />
    {groups.map(([group, all]) => (
      <View key={group} className="facts">
        <View className="facts__head" {...a11y('heading')}>
          {say.groups[group]}
        </View>
        {all
          .filter((measure) => measure !== lead)
          .map((measure) => (
            <Fact key={measure} measure={measure} shown={shown} onOpen={onOpen} />
          ))}
      </View>
    ))}
  </>
));

const Lead = observer(({ shown, onOpen }: Props) => {
  const { total, periods, by } = shown;
  const { name } = measures[lead];
  const most = mostTicks();
  const chart = useMemo(() => drawn(lead, periods, by, most), [periods, by, most]);
  const range = say.range(total.firstDay, total.lastDay);
  return (
    <>
      <View className="leading" {...a11y('button')} onClick={() => onOpen(lead)}>
        <View className="leading__n">{read(lead, total).n}</View>
        <View className="leading__text">
          <View className="leading__name">{say.lead}</View>
          <View className="leading__note">{say.lasting(by, periods.length)}</View>
        </View>
        <Icon name="go" />
      </View>
      {chart && !view.elder && (
        <Chart
          id="figures-lead"
          size="small"
          drawn={chart}
          label={say.chartOf(name, say.spans[by], range, spoken(lead, total))}
        />
      )}
    </>
  );
});

const Fact = ({ measure, shown, onOpen }: Props & { measure: Measure }) => {
  const { n, unit, more, none } = read(measure, shown.total);
  return (
    <View className="fact" {...a11y('button')} onClick={() => onOpen(measure)}>
      <View className="fact__text">
        <View className="fact__name">{measures[measure].name}</View>
        {(none === null ? more : [none]).map((line) => (
          <View key={line} className="fact__more">
            {line}
          </View>
        ))}
      </View>
      {n !== null && (
        <View className="fact__value">
          <Text className="fact__n">{n}</Text>
          <Text className="fact__unit">{unit}</Text>
        </View>
      )}
      <Icon name="go" />
    </View>
  );
};
