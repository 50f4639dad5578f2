import { View } from '@tarojs/components';
import { a11y } from '../../kit/ui';
import { say } from '../words';
import './stepper.scss';

const { stepper: says } = say;

interface Props {
  count: number;
  most: number;
  onChange: (count: number) => void;
}

/** How many are handed over, from one to all there are. */
export const Stepper = ({ count, most, onChange }: Props) => (
  <View className="stepper" {...a11y('group', says.label)}>
    <View
      className={`stepper__step ${count <= 1 ? 'stepper__step--off' : ''}`}
      {...a11y('button', says.less)}
      onClick={() => onChange(count - 1)}
    >
      −
    </View>
    <View className="stepper__middle" {...a11y('status')}>
      <View className="stepper__count">{count}</View>
      <View className="stepper__most">{says.all(most)}</View>
    </View>
    <View
      className={`stepper__step ${count >= most ? 'stepper__step--off' : ''}`}
      {...a11y('button', says.more)}
      onClick={() => onChange(count + 1)}
    >
      +
    </View>
  </View>
);
