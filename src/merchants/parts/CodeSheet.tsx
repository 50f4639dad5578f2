import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Claim } from '../../../types/coupons';
import { call } from '../../kit/call';
import { a11y, Button, Failed, Sheet, Skeleton } from '../../kit/ui';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import type { MyCouponsStore } from '../claiming';
import { CodeStore } from '../code';
import { say } from '../words';
import { Mark } from './Mark';
import { Qr } from './Qr';
import './code.scss';
import './shops.scss';

const SECOND = 1_000;
/** How often somebody at the counter is told whether the shop has taken it. */
const LOOK_MS = 4 * SECOND;
/** Digits in fours, as people read them out. */
const spoken = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');

/** One of my coupons at the counter: the code of this moment, to be scanned or read out. */
export const CodeSheet = observer(({ store, claim }: { store: MyCouponsStore; claim: Claim }) => {
  const [codes] = useState(() => new CodeStore(call, claim.id));
  const isHeld = claim.state === 'held';
  useEffect(() => {
    if (!isHeld) return undefined;
    void codes.load();
    const second = setInterval(() => codes.tick(), SECOND);
    const look = setInterval(() => void (view.online && store.load()), LOOK_MS);
    return () => {
      clearInterval(second);
      clearInterval(look);
    };
  }, [codes, store, isHeld]);
  return (
    <Sheet title={isHeld ? claim.coupon.title : say.coupons.states[claim.state]} onClose={() => store.show(null)}>
      {isHeld ? <Code of={codes} /> : <Done claim={claim} />}
    </Sheet>
  );
});

const Code = observer(({ of }: { of: CodeStore }) => {
  const { code, left } = of;
  const { failure, busy } = of.codes;
  if (code)
    return (
      <>
        <Qr text={code} label={say.code.picture} />
        <View className="code__digits" {...a11y('img', say.code.label(spoken(code)))}>
          {spoken(code)}
        </View>
        <View className="code__track">
          <View className="code__left" style={{ width: `${Math.round(left.part * 100)}%` }} />
        </View>
        <View className="code__next">{say.code.next(left.seconds)}</View>
        <View className="shops__note">{view.online ? say.code.note : say.code.offline}</View>
      </>
    );
  if (busy) return <Skeleton lines={5} />;
  return (
    <>
      {failure ? <Failed failure={failure} /> : <View className="shops__note">{say.code.over}</View>}
      <Button onTap={() => void of.load()}>{failure ? words.failed.retry : say.code.again}</Button>
    </>
  );
});

const Done = ({ claim }: { claim: Claim }) => (
  <View className={`code__done code__done--${claim.state}`} {...a11y('alert')}>
    <View className="code__seal">
      <Mark state={claim.state === 'redeemed' ? 'valid' : 'expired'} />
    </View>
    <View className="code__digits">{claim.state === 'redeemed' ? say.code.done : say.coupons.states.expired}</View>
    <View>{claim.state === 'redeemed' ? say.code.doneNote(claim.coupon.merchant.name) : say.coupons.expired}</View>
  </View>
);
