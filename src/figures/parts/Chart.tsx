import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useCallback, useEffect, useState } from 'react';
import { platform } from '../../kit/platform';
import { view } from '../../kit/view';
import type { Drawn } from '../reading';
import { say } from '../words';
import { Canvas2d } from './Canvas2d';
import { contextOf, drawChart, type Drawable } from './drawing';
import { paletteOf } from './palette';
import './chart.scss';

interface Props {
  id: string;
  drawn: Drawn;
  /** The same in one sentence. */
  label: string;
  size?: 'small' | 'large';
}

/** As many names of periods as stand below a chart without touching each other. */
export const mostTicks = (): number => (view.elder ? 3 : 4);
const SMALLEST = { usual: 13, elder: 18 };
export const textOf = (): number => (view.elder ? SMALLEST.elder : SMALLEST.usual * view.k);

/**
 * A chart, which nobody hears: whoever shows it offers its numbers as a table, too. It stands at most seven deep in its page: below
 * that Taro goes on in a component of its own, and WeChat finds no canvas in there.
 */
export const Chart = observer(({ id, drawn, label, size = 'large' }: Props) => {
  const [drawable, setDrawable] = useState<Drawable | 'none' | null>(null);
  const ready = useCallback((found: Drawable | null) => setDrawable(found ?? 'none'), []);
  const { dark } = view;
  const text = textOf();
  useEffect(() => {
    if (!drawable || drawable === 'none') return;
    const ratio = platform.pixelRatio();
    const context = contextOf(drawable, ratio);
    if (!context) return setDrawable('none');
    void drawChart(context, drawable, drawn, { palette: paletteOf(dark), ratio, text });
  }, [drawable, drawn, dark, text]);
  if (drawable === 'none') return <View className="chart__none">{say.noCanvas}</View>;
  return (
    <>
      {drawn.series.length > 1 && (
        <View className="chart__legend">
          {drawn.series.map(({ name }, i) => (
            <View key={name} className="chart__key">
              <View className={`chart__mark chart__mark--${drawn.kind}-${i}`} />
              <Text>{name}</Text>
            </View>
          ))}
        </View>
      )}
      <Canvas2d id={id} className={`chart__canvas chart__canvas--${size}`} label={label} onReady={ready} />
    </>
  );
});
