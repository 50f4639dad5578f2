import { View } from '@tarojs/components';
import type { DayState } from '../../../types/eggs';
import { words } from '../words';
import { a11y } from './a11y';
import './egg.scss';

const says: Record<DayState, string> = {
  laid: words.egg.laid,
  missed: words.egg.empty,
  today: words.egg.today,
  ahead: words.egg.empty,
};

/** An egg, drawn: full when laid, a dashed outline for a day without one, a yolk ring for today. */
export const Egg = ({ state, size = 'small' }: { state: DayState; size?: 'small' | 'large' }) => (
  <View className={`egg egg--${state} egg--${size}`} {...a11y('img', says[state])} />
);
