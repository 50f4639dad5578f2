import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useCallback, useState } from 'react';
import type { Claim } from '../../../types/coupons';
import { call } from '../../kit/call';
import { ChangingCode } from '../../kit/code';
import { a11y, Sheet } from '../../kit/ui';
import { CodeShown, useChanging } from '../../kit/ui/CodeShown';
import type { MyCouponsStore } from '../claiming';
import { say } from '../words';
import { Mark } from './Mark';
import './codesheet.scss';

/** One of my coupons at the counter: the code of this moment, to be scanned or read out. */
export const CodeSheet = observer(({ store, claim }: { store: MyCouponsStore; claim: Claim }) => {
  const [codes] = useState(() => new ChangingCode(() => call.coupons.code({ claimId: claim.id })));
  const isHeld = claim.state === 'held';
  useChanging(
    codes,
    isHeld,
    useCallback(() => store.load(), [store]),
  );
  return (
    <Sheet title={claim.coupon.title} onClose={() => store.show(null)}>
      {isHeld ? <CodeShown of={codes} says={say.code} /> : <Done claim={claim} />}
    </Sheet>
  );
});

const Done = ({ claim }: { claim: Claim }) => (
  <View className={`used used--${claim.state}`} {...a11y('alert')}>
    <View className="used__seal">
      <Mark state={claim.state === 'redeemed' ? 'valid' : 'expired'} />
    </View>
    <View className="used__word">{claim.state === 'redeemed' ? say.code.done : say.coupons.states.expired}</View>
    <View>{claim.state === 'redeemed' ? say.code.doneNote(claim.coupon.merchant.name) : say.coupons.expired}</View>
  </View>
);
