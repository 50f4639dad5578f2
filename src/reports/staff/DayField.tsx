import { Picker, Text, View } from '@tarojs/components';
import { a11y, Icon } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from './words';
import './dayfield.scss';

interface Props {
  label: string;
  value: string;
  start?: string;
  end?: string;
  onChange: (value: string) => void;
}

/** A day, turned to on the phone's own wheel. */
export const DayField = ({ label, value, ...more }: Props) => (
  <Turned mode="date" label={label} value={value} shown={value ? words.day(value) : say.pickDay} {...more} />
);

/** A time of day, on the same wheel. */
export const TimeField = ({ label, value, ...more }: Props) => (
  <Turned mode="time" label={label} value={value} shown={value || say.pickTime} {...more} />
);

const Turned = ({ mode, label, shown, onChange, ...range }: Props & { mode: 'date' | 'time'; shown: string }) => (
  <View className="field">
    <View className="field__head">
      <Text className="field__label">{label}</Text>
    </View>
    <Picker {...range} mode={mode} onChange={(event) => onChange(event.detail.value)}>
      <View className={`turned ${range.value ? '' : 'turned--blank'}`} {...a11y('button', `${label} ${shown}`)}>
        {shown}
        <Icon name="down" />
      </View>
    </Picker>
  </View>
);
