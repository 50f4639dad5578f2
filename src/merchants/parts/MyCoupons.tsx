import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Claim } from '../../../types/coupons';
import { a11y, Button, Empty, Loads } from '../../kit/ui';
import type { MyCouponsStore } from '../claiming';
import { say } from '../words';
import { CouponCard } from './CouponCard';
import './shops.scss';

const { coupons: words } = say;

function became({ state, redeemedAt }: Claim): string {
  return state === 'redeemed' && redeemedAt ? words.redeemed(redeemedAt) : words.expired;
}

interface Props {
  store: MyCouponsStore;
  /** Whether the list below has one to claim. */
  hasClaimable: boolean;
}

/** The coupons I have: those that are still good first, each with the way to use it. */
export const MyCoupons = observer(({ store, hasClaimable }: Props) => (
  <Loads of={store.claims} retry={() => void store.load()}>
    {() => (
      <>
        {store.held.length === 0 && <Empty title={words.noneHeld}>{hasClaimable && words.noneHeldNote}</Empty>}
        {store.held.map((claim) => (
          <CouponCard
            key={claim.id}
            coupon={claim.coupon}
            lines={[words.until(claim.until), claim.coupon.merchant.address]}
          >
            <Button onTap={() => store.show(claim)}>{words.use}</Button>
          </CouponCard>
        ))}
        {store.past.length > 0 && (
          <>
            <View className="shops__section" {...a11y('heading')}>
              {words.past}
            </View>
            {store.past.map((claim) => (
              <CouponCard key={claim.id} coupon={claim.coupon} spent lines={[became(claim)]} />
            ))}
          </>
        )}
      </>
    )}
  </Loads>
));
