import { Input, Text, Textarea, View } from '@tarojs/components';
import { a11y, filledIn } from './a11y';
import './field.scss';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  max: number;
  placeholder?: string;
  /** Several lines, growing with the text. */
  long?: boolean;
  /** Open for typing as soon as it is seen. */
  focus?: boolean;
  type?: 'text' | 'number' | 'digit';
  /** What is wrong with it, in words. */
  wrong?: string | undefined;
}

export const Field = ({
  label,
  value,
  onChange,
  max,
  placeholder,
  long = false,
  focus,
  type = 'text',
  wrong,
}: Props) => {
  const box = {
    className: `field__box ${long ? 'field__box--long' : ''}`,
    value,
    placeholder,
    placeholderClass: 'field__hint',
    maxlength: max,
    ...(focus && { focus }),
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...filledIn(label),
  };
  return (
    <View className={`field ${wrong ? 'field--wrong' : ''}`}>
      <View className="field__head">
        <Text className="field__label">{label}</Text>
        {value.length > max * 0.8 && <Text className="field__count">{`${value.length}/${max}`}</Text>}
      </View>
      {long ? <Textarea {...box} autoHeight /> : <Input {...box} type={type} />}
      {wrong && (
        <View className="field__wrong" {...a11y('alert')}>
          {wrong}
        </View>
      )}
    </View>
  );
};

interface ChoiceProps<K extends string> {
  label: string;
  options: readonly (readonly [K, string])[];
  value: K | null;
  onChange: (value: K) => void;
}

/** One of a few, all in sight. */
export const Choice = <K extends string>({ label, options, value, onChange }: ChoiceProps<K>) => (
  <View className="field" {...a11y('radiogroup', label)}>
    <View className="field__head">
      <Text className="field__label">{label}</Text>
    </View>
    <View className="choice">
      {options.map(([key, name]) => (
        <View
          key={key}
          className={`choice__one ${key === value ? 'choice__one--on' : ''}`}
          {...a11y('radio')}
          aria-checked={key === value}
          onClick={() => onChange(key)}
        >
          {name}
        </View>
      ))}
    </View>
  </View>
);
