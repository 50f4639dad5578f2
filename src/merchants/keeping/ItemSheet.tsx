import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { audiences } from '../audiences';
import { Button, Choice, Field, Sheet, a11y } from '../../kit/ui';
import { say as shop } from '../words';
import type { Items } from './editing';
import { choose, type Item } from './items';
import { say } from './words';

const prices = Object.entries(say.item.prices) as [Item['price'], string][];

/** One line of the service list, to be filled in. */
export const ItemSheet = observer(({ items }: { items: Items }) => {
  const { opened: item, wrong } = items;
  const { item: words } = say;
  if (!item) return null;
  const text = (field: 'unit' | 'hours' | 'phone' | 'note', label: string, placeholder: string, max: number) => (
    <Field
      label={label}
      placeholder={placeholder}
      max={max}
      value={item[field]}
      onChange={(typed) => items.change({ [field]: typed })}
    />
  );
  const foot = (
    <>
      {Object.keys(wrong).length > 0 && (
        <View className="itemsheet__wrong" {...a11y('alert')}>
          {words.toMend}
        </View>
      )}
      <Button kind="main" onTap={() => items.done()}>
        {words.done}
      </Button>
    </>
  );
  return (
    <Sheet title={words.title} foot={foot} onClose={() => items.leave()}>
      <Field
        label={words.name}
        placeholder={words.nameHint}
        max={30}
        value={item.name}
        wrong={wrong.name}
        onChange={(name) => items.change({ name })}
      />
      <Choice label={words.price} options={prices} value={item.price} onChange={(price) => items.change({ price })} />
      {item.price === 'yuan' && (
        <>
          <Field
            label={words.yuan}
            placeholder={words.yuanHint}
            type="digit"
            max={9}
            value={item.yuan}
            wrong={wrong.yuan}
            onChange={(yuan) => items.change({ yuan })}
          />
          {text('unit', words.unit, words.unitHint, 10)}
        </>
      )}
      <View className="field" {...a11y('group', words.forWhom)}>
        <View className="field__head">
          <View className="field__label">{words.forWhom}</View>
        </View>
        <View className="choice">
          {audiences.map((one) => {
            const isOn = item.forWhom.includes(one);
            return (
              <View
                key={one}
                className={`choice__one ${isOn ? 'choice__one--on' : ''}`}
                {...a11y('checkbox')}
                aria-checked={isOn}
                onClick={() => items.change({ forWhom: choose(item.forWhom, one) })}
              >
                {shop.audiences[one]}
              </View>
            );
          })}
        </View>
      </View>
      {text('hours', words.hours, words.hoursHint, 40)}
      {text('phone', words.phone, words.phoneHint, 20)}
      {text('note', words.note, words.noteHint, 100)}
      <Button kind="quiet" onTap={() => items.remove(item.key)}>
        {words.remove}
      </Button>
    </Sheet>
  );
});
