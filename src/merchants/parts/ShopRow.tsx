import { Image, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { MerchantRow } from '../../../types/shops';
import { fileUrl } from '../../kit/call';
import { Card, pictured } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import { StateTag } from './StateTag';
import './shoprow.scss';

interface Props {
  shop: MerchantRow;
  onTap: () => void;
  /** More small facts than a neighbour's list has, such as the day on which the agreement ends. */
  facts?: readonly (string | null)[];
  /** More tags beside the state's. */
  marks?: ReactNode;
}

/** One shop of a list: its door, its name, what it is today, and where. */
export const ShopRow = ({ shop, onTap, facts = [], marks }: Props) => (
  <Card onTap={onTap}>
    <View className="shoprow">
      <View className="shoprow__text">
        <View className="shoprow__name">{shop.name}</View>
        <View className="shoprow__marks">
          <StateTag state={shop.state} />
          {shop.chosen !== null && <View className="shoprow__chosen">{say.chosen(shop.chosen)}</View>}
          {marks}
        </View>
        <View className="shoprow__facts">
          {words.facts(
            say.categories[shop.category],
            shop.distance === null ? null : say.distance(shop.distance),
            shop.helpful > 0 ? say.helped(shop.helpful) : null,
          )}
        </View>
        <View className="shoprow__where">{shop.address}</View>
        {facts.some(Boolean) && <View className="shoprow__facts">{words.facts(...facts)}</View>}
      </View>
      {shop.door && (
        <Image className="shoprow__door" src={fileUrl(shop.door.url)} mode="aspectFill" lazyLoad {...pictured('')} />
      )}
    </View>
  </Card>
);
