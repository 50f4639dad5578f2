import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Empty, Failed, Loads } from '../../kit/ui';
import { words } from '../../kit/words';
import type { ClaimingStore } from '../claiming';
import { say } from '../words';
import { CouponCard } from './CouponCard';
import { NeedPerson } from './NeedPerson';

const { coupons } = say;

interface Props {
  store: ClaimingStore;
  ofShop?: boolean;
  retry: () => void;
  onClaimed?: () => void;
}

/** The coupons that can be claimed today. Everybody sees them; claiming one asks who it is for. */
export const Claimable = observer(({ store, ofShop = false, retry, onClaimed }: Props) => {
  const [isAsking, setAsking] = useState(false);
  const { claimed, coupon: at } = store;
  const claim = async (couponId: string) => {
    if (!session.person) return setAsking(true);
    if (!(await store.claim(couponId))) return;
    platform.say(coupons.claimed);
    onClaimed?.();
  };
  return (
    <>
      <Loads of={store.list} retry={retry}>
        {(list) =>
          list.length === 0 ? (
            <Empty title={coupons.noneClaimable}>{coupons.noneClaimableNote}</Empty>
          ) : (
            list.map((coupon) => (
              <CouponCard
                key={coupon.id}
                coupon={coupon}
                ofShop={ofShop}
                lines={[
                  coupons.days(coupon.firstDay, coupon.lastDay),
                  words.facts(coupons.keep(coupon.keepDays), coupons.perPerson(coupon.perPerson)),
                  ...(coupon.left > 0 ? [coupons.left(coupon.left)] : []),
                ]}
              >
                {at === coupon.id && claimed.failure && <Failed failure={claimed.failure} />}
                <Button
                  busy={at === coupon.id && claimed.busy}
                  disabled={coupon.left === 0}
                  onTap={() => void claim(coupon.id)}
                >
                  {coupon.left > 0 ? coupons.claim : coupons.gone}
                </Button>
              </CouponCard>
            ))
          )
        }
      </Loads>
      {isAsking && <NeedPerson why={say.signIn.claim} onClose={() => setAsking(false)} />}
    </>
  );
});
