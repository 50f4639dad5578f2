import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Unit } from '../../../types/service';
import { platform } from '../../kit/platform';
import { a11y, Button, Empty, Field, Loads, Skeleton } from '../../kit/ui';
import type { Here } from './here';
import { say } from './words';
import './units.scss';

const { units: words } = say;
/** More than these would be a list to search in. */
const FEW = 6;
const MOST = 20;

interface Props {
  here: Here;
  label: string;
  picked: readonly string[];
  onPick: (id: string) => void;
  /** On a button, when some are picked already or none has to be. */
  add: string;
  /** Whether one must be picked: then the list is there at once. */
  isNeeded?: boolean;
  /** Not to be picked here. */
  except?: string;
}

/** Who is responsible for what: to be picked, and to be called. */
export const Units = observer(({ here, label, picked, onPick, add, isNeeded = false, except }: Props) => {
  const [isOpen, setOpen] = useState(isNeeded && picked.length === 0);
  const [word, setWord] = useState('');
  useEffect(() => {
    if (!here.units.value && !here.units.busy) void here.loadUnits();
  }, [here]);
  const pick = (id: string) => {
    onPick(id);
    setOpen(false);
    setWord('');
  };
  return (
    <View className="field" {...a11y('group', label)}>
      <View className="units__label">{label}</View>
      <Loads of={here.units} retry={() => void here.loadUnits()} waiting={<Skeleton lines={2} title={false} />}>
        {(all) => {
          const others = all.filter(({ id }) => id !== except && !picked.includes(id));
          const found = others.filter(({ name, what }) => name.includes(word.trim()) || what.includes(word.trim()));
          return (
            <>
              {all
                .filter(({ id }) => picked.includes(id))
                .map((unit) => (
                  <One key={unit.id} unit={unit} isOn onTap={() => onPick(unit.id)} />
                ))}
              {isOpen && others.length > FEW && (
                <Field label="" placeholder={words.find} max={20} value={word} onChange={setWord} />
              )}
              {isOpen &&
                found.slice(0, MOST).map((unit) => <One key={unit.id} unit={unit} onTap={() => pick(unit.id)} />)}
              {isOpen && all.length === 0 && <Empty title={words.none} />}
              {isOpen && word && found.length === 0 && <View className="units__none">{words.notFound}</View>}
              {!isOpen && others.length > 0 && <Button onTap={() => setOpen(true)}>{add}</Button>}
            </>
          );
        }}
      </Loads>
    </View>
  );
});

const One = ({ unit, isOn = false, onTap }: { unit: Unit; isOn?: boolean; onTap: () => void }) => {
  const { name, what, phone } = unit;
  return (
    <View className={`unit ${isOn ? 'unit--on' : ''}`}>
      <View className="unit__text" {...a11y('checkbox')} aria-checked={isOn} onClick={onTap}>
        <View className="unit__mark" aria-hidden />
        <View className="unit__words">
          <View className="unit__name">{name}</View>
          <View className="unit__what">{what}</View>
        </View>
      </View>
      {phone && (
        <View className="unit__call" {...a11y('button', words.phoneTo(name))} onClick={() => platform.phone(phone)}>
          {words.phone}
        </View>
      )}
    </View>
  );
};
