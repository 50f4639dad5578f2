import { View } from '@tarojs/components';
import { words as common } from '../../kit/words';
import type { CouponForm } from './issuing';
import { say } from './words';

const { issue: words } = say;

/** A coupon as neighbours will read it, while it is still being written. */
export const CouponPreview = ({ form, shop }: { form: CouponForm; shop: string }) => {
  const { kind, title, yuan, conditions, total, perPerson, firstDay, lastDay, keepDays } = form;
  return (
    <View className="preview">
      <View className="preview__amount">{kind === 'off' ? words.minus(yuan || '–') : words.gift}</View>
      <View className="preview__text">
        <View className="preview__title">{title.trim() || words.noTitle}</View>
        <View className="preview__shop">{shop}</View>
        {conditions.trim() && <View className="preview__facts">{conditions}</View>}
        <View className="preview__facts">{words.dates(common.day(firstDay), common.day(lastDay))}</View>
        <View className="preview__facts">
          {common.facts(words.keep(keepDays), words.each(perPerson), words.of(total))}
        </View>
      </View>
    </View>
  );
};
