import { Picker, Text, View } from '@tarojs/components';
import { a11y, Icon } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import './parts.scss';

interface Props {
  label: string;
  value: string;
  start?: string;
  end?: string;
  wrong?: string | undefined;
  onChange: (day: string) => void;
}

/** A day, turned to on the phone's own wheel. */
export const DayField = ({ label, value, wrong, onChange, ...range }: Props) => {
  const shown = value ? words.day(value) : say.pickDay;
  return (
    <View className={`field ${wrong ? 'field--wrong' : ''}`}>
      <View className="field__head">
        <Text className="field__label">{label}</Text>
      </View>
      <Picker mode="date" value={value} {...range} onChange={(event) => onChange(event.detail.value)}>
        <View className={`eggday ${value ? '' : 'eggday--empty'}`} {...a11y('button', `${label} ${shown}`)}>
          {shown}
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
};
