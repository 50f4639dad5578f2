import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { Choice, a11y } from '../../kit/ui';
import { view } from '../../kit/view';
import './segments.scss';

interface Props<K extends string> {
  label: string;
  options: readonly (readonly [K, string])[];
  value: K;
  onChange: (value: K) => void;
}

/** One of two or three words in a line, the one that holds underlined as in a paper; below each other in the elder view. */
export const Segments = observer(({ label, options, value, onChange }: Props<string>) => {
  if (view.elder) return <Choice label={label} options={options} value={value} onChange={onChange} />;
  return (
    <View className="segments" {...a11y('radiogroup', label)}>
      {options.map(([key, name]) => (
        <View
          key={key}
          className={`segments__one ${key === value ? 'segments__one--on' : ''}`}
          {...a11y('radio')}
          aria-checked={key === value}
          onClick={() => onChange(key)}
        >
          {name}
        </View>
      ))}
    </View>
  );
}) as <K extends string>(props: Props<K>) => JSX.Element;
