import { Picker, View } from '@tarojs/components';
import type { Window } from '../../../types/service';
import { a11y, Button } from '../../kit/ui';
import { words as all } from '../../kit/words';
import { say } from '../settings/words';
import { EARLIEST, LATEST, nextWindow, wrongIn } from './windows';
import './windows.scss';

interface Props {
  label: string;
  windows: readonly Window[];
  onChange: (windows: Window[]) => void;
}

const { time: words } = say;

/** The hours of a day, in stretches. */
export const WindowsField = ({ label, windows, onChange }: Props) => {
  const wrong = wrongIn(windows);
  const next = nextWindow(windows);
  const change = (at: number, part: Partial<Window>) =>
    onChange(windows.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const end = (at: number, which: keyof Window, value: string) => (
    <Picker
      mode="time"
      value={value}
      start={EARLIEST}
      end={LATEST}
      onChange={(event) => change(at, { [which]: event.detail.value })}
    >
      <View className="windows__time" {...a11y('button', `${label} ${words[which]} ${all.clock(value)}`)}>
        {all.clock(value)}
      </View>
    </Picker>
  );
  return (
    <View className={`field ${wrong ? 'field--wrong' : ''}`} {...a11y('group', label)}>
      <View className="field__head">
        <View className="field__label">{label}</View>
      </View>
      {windows.length === 0 && <View className="windows__none">{words.none}</View>}
      {windows.map(({ from, to }, i) => (
        <View key={i} className="windows__one">
          {end(i, 'from', from)}
          <View>{words.to}</View>
          {end(i, 'to', to)}
          <View
            className="windows__remove"
            {...a11y('button', `${label} ${words.remove(i + 1)}`)}
            onClick={() => onChange(windows.filter((_, at) => at !== i))}
          >
            {say.drop}
          </View>
        </View>
      ))}
      {wrong && (
        <View className="field__wrong" {...a11y('alert')}>
          {wrong}
        </View>
      )}
      {next && <Button onTap={() => onChange([...windows, next])}>{words.add}</Button>}
    </View>
  );
};
