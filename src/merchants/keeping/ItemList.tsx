import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { a11y, Button, Card, Tag } from '../../kit/ui';
import { words } from '../../kit/words';
import { say as shop } from '../words';
import type { Items } from './editing';
import { serviceOf, type Item } from './items';
import { ItemSheet } from './ItemSheet';
import { say } from './words';
import './items.scss';

/** The lines of a service list, to be opened, moved and added to. */
export const ItemList = observer(({ items }: { items: Items }) => (
  <>
    {items.all.map((item, i) => (
      <Line key={item.key} items={items} item={item} isFirst={i === 0} isLast={i === items.all.length - 1} />
    ))}
    {items.hasRoom ? (
      <View className="itemline__add">
        <Button onTap={() => items.add()}>{say.items.add}</Button>
      </View>
    ) : (
      <View className="itemline__facts">{say.items.full}</View>
    )}
    {items.opened && <ItemSheet items={items} />}
  </>
));

interface LineProps {
  items: Items;
  item: Item;
  isFirst: boolean;
  isLast: boolean;
}

const Line = observer(({ items, item, isFirst, isLast }: LineProps) => {
  const { fen, unit, forWhom, hours } = serviceOf(item);
  const name = item.name.trim() || say.item.unnamed;
  return (
    <Card>
      <View {...a11y('button')} onClick={() => items.edit(item.key)}>
        <View className="itemline__head">
          <View className="itemline__name">{name}</View>
          {items.isWrong(item) ? <Tag tone="red">{say.item.wrong}</Tag> : <View>{shop.price(fen, unit)}</View>}
        </View>
        <View className="itemline__facts">{words.facts(shop.forWhom(forWhom), hours ?? null)}</View>
        {item.note.trim() && <View className="itemline__facts">{item.note}</View>}
      </View>
      {!(isFirst && isLast) && (
        <View className="itemline__moves">
          {!isFirst && (
            <View
              className="itemline__move"
              {...a11y('button', say.items.up(name))}
              onClick={() => items.move(item.key, -1)}
            >
              {say.items.upShort}
            </View>
          )}
          {!isLast && (
            <View
              className="itemline__move"
              {...a11y('button', say.items.down(name))}
              onClick={() => items.move(item.key, 1)}
            >
              {say.items.downShort}
            </View>
          )}
        </View>
      )}
    </Card>
  );
});
