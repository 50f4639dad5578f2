import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useCallback, useMemo, useState } from 'react';
import { measures, type Measure } from '../../../types/measures';
import { platform } from '../../kit/platform';
import { a11y, Button, Sheet } from '../../kit/ui';
import { shanghai } from '../../kit/time';
import { view } from '../../kit/view';
import { drawn, periodName, read, spoken, type Drawn } from '../reading';
import type { Shown } from '../store';
import { say } from '../words';
import { Canvas2d } from './Canvas2d';
import { Chart, mostTicks } from './Chart';
import type { Drawable } from './drawing';
import { drawPicture, type Frame } from './picture';
import { Segments } from './Segments';
import './measure.scss';

interface Props {
  measure: Measure;
  shown: Shown;
  onClose: () => void;
}

/** What one number means, and how it was in each period: drawn, and in figures. */
export const MeasureSheet = observer(({ measure, shown, onClose }: Props) => {
  const { total, periods, by } = shown;
  const { name, means } = measures[measure];
  // Who sees little reads first.
  const [as, setAs] = useState<Way>(view.elder ? 'table' : 'chart');
  const most = mostTicks();
  const chart = useMemo(() => drawn(measure, periods, by, most), [measure, periods, by, most]);
  const { n, unit, more, none } = read(measure, total);
  const range = say.range(total.firstDay, total.lastDay);
  return (
    <Sheet title={name} onClose={onClose}>
      <View className="measure__means">{means}</View>
      <View className="measure__total">
        {n !== null && <Text className="measure__n">{n}</Text>}
        <Text>{n === null ? none : unit}</Text>
      </View>
      {[...more, range].map((line) => (
        <View key={line} className="measure__note">
          {line}
        </View>
      ))}
      <Ways value={as} onChange={setAs} />
      {as === 'table' && <Table measure={measure} shown={shown} />}
      {as === 'chart' && !chart && <View className="measure__none">{say.nothing(by)}</View>}
      {as === 'chart' && chart && (
        <>
          <Chart
            id="figures-measure"
            drawn={chart}
            label={say.chartOf(name, say.spans[by], range, spoken(measure, total))}
          />
          <Saving measure={measure} shown={shown} drawn={chart} />
        </>
      )}
    </Sheet>
  );
});

type Way = 'chart' | 'table';
const ways: readonly (readonly [Way, string])[] = [
  ['chart', say.chart],
  ['table', say.table],
];

/** The other way, in the elder view, where one button says where it leads. */
const Ways = observer(({ value, onChange }: { value: Way; onChange: (way: Way) => void }) => {
  const other: Way = value === 'chart' ? 'table' : 'chart';
  return view.elder ? (
    <View className="measure__other">
      <Button onTap={() => onChange(other)}>{say[other]}</Button>
    </View>
  ) : (
    <Segments label={say.howShown} options={ways} value={value} onChange={onChange} />
  );
});

const Table = ({ measure, shown: { periods, by, total, countedAt } }: Omit<Props, 'onClose'>) => {
  const thisYear = shanghai(countedAt ?? total.lastDay).day.slice(0, 4);
  return (
    <View className="measure__table" {...a11y('list', measures[measure].name)}>
      {[...periods].reverse().map((period) => (
        <View key={period.firstDay} className="measure__row" {...a11y('listitem')}>
          <View className="measure__when">{periodName(period, by, thisYear)}</View>
          <View className="measure__value">{spoken(measure, period)}</View>
        </View>
      ))}
    </View>
  );
};

/** Draws the chart once more, with what it is about around it, where nobody sees it, and keeps that. */
const Saving = observer(({ measure, shown, drawn: chart }: Omit<Props, 'onClose'> & { drawn: Drawn }) => {
  const [isSaving, setSaving] = useState(false);
  const ready = useCallback(
    (drawable: Drawable | null) => {
      const frame = frameOf(measure, shown);
      const save = async () => {
        const isDrawn = drawable !== null && (await drawPicture(drawable, chart, frame));
        const saved = isDrawn ? await platform.savePicture(drawable.canvas, `${frame.place} ${frame.title}`) : 'failed';
        if (saved) platform.say(say.saving[saved]);
        setSaving(false);
      };
      void save().catch(() => {
        platform.say(say.saving.failed);
        setSaving(false);
      });
    },
    [measure, shown, chart],
  );
  return (
    <>
      <Button busy={isSaving} onTap={() => setSaving(true)}>
        {say.save}
      </Button>
      {isSaving && <Canvas2d id="figures-picture" className="measure__picture" label={say.save} onReady={ready} />}
    </>
  );
});

function frameOf(measure: Measure, { place, total, by, countedAt }: Shown): Frame {
  const { name, unit, means } = measures[measure];
  return {
    title: say.picture.title(name, unit),
    place: place.name,
    days: say.picture.days(say.rangeInFull(total.firstDay, total.lastDay), say.spans[by]),
    total: spoken(measure, total),
    means,
    source: say.picture.source(countedAt && say.stamp(countedAt)),
  };
}
