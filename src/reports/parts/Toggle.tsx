import { View } from '@tarojs/components';
import { a11y } from '../../kit/ui';
import './toggle.scss';

interface Props {
  title: string;
  note?: string;
  on: boolean;
  busy?: boolean;
  onChange: (on: boolean) => void;
}

/** Yes or no, as a line with a drawn switch: all of the line can be touched. */
export const Toggle = ({ title, note, on, busy = false, onChange }: Props) => (
  <View
    className={`toggle ${busy ? 'toggle--busy' : ''}`}
    {...a11y('checkbox')}
    aria-checked={on}
    onClick={() => !busy && onChange(!on)}
  >
    <View className="toggle__text">
      <View className="toggle__title">{title}</View>
      {note && <View className="toggle__note">{note}</View>}
    </View>
    <View className={`toggle__switch ${on ? 'toggle__switch--on' : ''}`}>
      <View className="toggle__knob" />
    </View>
  </View>
);
