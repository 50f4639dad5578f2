import { Picker, Text, View } from '@tarojs/components';
import { a11y, Icon } from '../../kit/ui';
import { say } from '../words';
import './dayfield.scss';

interface Props {
  label: string;
  value: string;
  start?: string;
  wrong?: string | undefined;
  onChange: (day: string) => void;
}

/** A day, turned to on the phone's own wheel. */
export const DayField = ({ label, value, start, wrong, onChange }: Props) => (
  <View className={`field ${wrong ? 'field--wrong' : ''}`}>
    <View className="field__head">
      <Text className="field__label">{label}</Text>
    </View>
    <Picker mode="date" value={value} {...(start && { start })} onChange={(event) => onChange(event.detail.value)}>
      <View className="dayfield" {...a11y('button', `${label} ${say.date(value)}`)}>
        {say.date(value)}
        <Icon name="down" />
      </View>
    </Picker>
    {wrong && (
      <View className="field__wrong" {...a11y('alert')}>
        {wrong}
      </View>
    )}
  </View>
);
