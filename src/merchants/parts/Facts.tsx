import { View } from '@tarojs/components';
import type { Merchant } from '../../../types/shops';
import { a11y } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import './facts.scss';

/** Who a shop is and where: `brief` is enough to tell it from another one. */
export const Facts = ({ shop, brief = false }: { shop: Merchant; brief?: boolean }) => (
  <View className="shopfacts">
    <View className="shopfacts__name" {...a11y('heading')}>
      {shop.name}
    </View>
    <View>{shop.address}</View>
    <View className="shopfacts__meta">
      {words.facts(say.categories[shop.category], say.where(shop.above, shop.place.name))}
    </View>
    {!brief && <More shop={shop} />}
  </View>
);

const More = ({ shop }: { shop: Merchant }) => (
  <>
    {shop.hours && <View className="shopfacts__meta">{say.shop.hours(shop.hours)}</View>}
    {shop.since && <View className="shopfacts__meta">{say.shop.since(shop.since)}</View>}
    {shop.about && <View className="shopfacts__about">{shop.about}</View>}
  </>
);
