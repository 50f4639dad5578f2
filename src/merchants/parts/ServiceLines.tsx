import { Text, View } from '@tarojs/components';
import type { Service } from '../../../types/shops';
import { platform } from '../../kit/platform';
import { a11y } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import './servicelines.scss';

/** A public service list: what, for how much, when, for whom, and whom to ring. */
export const ServiceLines = ({ items }: { items: readonly Service[] }) => (
  <View className="service">
    {items.map((item) => (
      <Line key={item.name} item={item} />
    ))}
  </View>
);

const Line = ({ item }: { item: Service }) => {
  const { name, fen, unit, hours, forWhom, phone, note } = item;
  return (
    <View className="service__line">
      <View className="service__head">
        <Text className="service__name">{name}</Text>
        <Text className={`service__price ${fen === 0 ? 'service__price--free' : ''}`}>{say.price(fen, unit)}</Text>
      </View>
      <View className="service__facts">{words.facts(say.forWhom(forWhom), hours ?? null)}</View>
      {note && <View className="service__facts">{note}</View>}
      {phone && (
        <View
          className="service__phone"
          {...a11y('button', words.article.phoneTo(phone))}
          onClick={() => platform.phone(phone)}
        >
          {words.article.phoneTo(phone)}
        </View>
      )}
    </View>
  );
};
