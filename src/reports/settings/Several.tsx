import { View } from '@tarojs/components';
import { a11y } from '../../kit/ui';

interface Props {
  label: string;
  options: readonly (readonly [string, string])[];
  values: readonly string[];
  onChange: (values: string[]) => void;
}

/** Any number of a few, all in sight. */
export const Several = ({ label, options, values, onChange }: Props) => (
  <View className="field" {...a11y('group', label)}>
    <View className="field__head">
      <View className="field__label">{label}</View>
    </View>
    <View className="choice">
      {options.map(([key, name]) => {
        const isOn = values.includes(key);
        return (
          <View
            key={key}
            className={`choice__one ${isOn ? 'choice__one--on' : ''}`}
            {...a11y('checkbox')}
            aria-checked={isOn}
            onClick={() => onChange(isOn ? values.filter((one) => one !== key) : [...values, key])}
          >
            {name}
          </View>
        );
      })}
    </View>
  </View>
);
