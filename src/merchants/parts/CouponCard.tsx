import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Coupon } from '../../../types/coupons';
import { Card } from '../../kit/ui';
import { say } from '../words';
import './couponcard.scss';

interface Props {
  coupon: Coupon;
  /** On a shop's own page everybody knows whose it is. */
  ofShop?: boolean;
  /** What is to be said of it here: how many are left, until when it is good, what became of it. */
  lines: readonly string[];
  spent?: boolean;
  children?: ReactNode;
}

/** A 社区红卡: what it gives, whose it is, and on what conditions. */
export const CouponCard = ({ coupon, ofShop = false, lines, spent = false, children }: Props) => (
  <Card>
    <View className={`coupon ${spent ? 'coupon--spent' : ''}`}>
      <View className="coupon__worth">
        {coupon.yuan === null ? (
          <View className="coupon__gift">{say.coupons.gift}</View>
        ) : (
          <>
            <View className="coupon__number">{coupon.yuan}</View>
            <View className="coupon__unit">{say.coupons.unit}</View>
          </>
        )}
      </View>
      <View className="coupon__text">
        <View className="coupon__title">{coupon.title}</View>
        {!ofShop && <View className="coupon__shop">{coupon.merchant.name}</View>}
        {coupon.conditions && <View className="coupon__facts">{coupon.conditions}</View>}
        {lines.map((line) => (
          <View key={line} className="coupon__facts">
            {line}
          </View>
        ))}
      </View>
    </View>
    {children && <View className="coupon__act">{children}</View>}
  </Card>
);
