import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { shanghai } from '../../kit/time';
import { Button, Card, Empty, Failed, Loads, Sheet, Skeleton, Tag } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Hint';
import type { Issued, MyShopsStore } from './mine';
import { say } from './words';
import './issued.scss';

const { coupons: says } = say;

/** The coupons of a shop, and what became of them. */
export const IssuedList = observer(({ store, mayIssue }: { store: MyShopsStore; mayIssue: boolean }) => {
  const [stopping, setStopping] = useState<Issued | null>(null);
  const { issued, stopped, id } = store;
  const stop = async (coupon: Issued) => {
    if (!(await store.stop(coupon.id))) return;
    setStopping(null);
    platform.say(says.stoppedDone);
  };
  if (!mayIssue && issued.value?.length === 0) return null;
  return (
    <>
      <Section>{says.title}</Section>
      <Loads of={issued} retry={() => void store.load()} waiting={<Skeleton lines={2} title={false} />}>
        {(coupons) => (
          <>
            {coupons.length === 0 && <Empty title={says.none}>{says.noneNote}</Empty>}
            {coupons.map((coupon) => (
              <One key={coupon.id} coupon={coupon} onStop={() => setStopping(coupon)} />
            ))}
          </>
        )}
      </Loads>
      {mayIssue && id && <Button onTap={() => go(routes.issue(id))}>{says.issue}</Button>}
      {stopping && (
        <Sheet
          title={says.stopTitle}
          foot={
            <>
              {stopped.failure && <Failed failure={stopped.failure} />}
              <Button kind="main" busy={stopped.busy} onTap={() => void stop(stopping)}>
                {says.stopSend}
              </Button>
              <Button onTap={() => setStopping(null)}>{says.keepOn}</Button>
            </>
          }
          onClose={() => setStopping(null)}
        >
          <View className="issued__name">{stopping.title}</View>
          <View className="issued__note">{says.stopNote}</View>
        </Sheet>
      )}
    </>
  );
});

/** It is still given out. */
const isGiven = ({ stopped, lastDay }: Issued): boolean => !stopped && lastDay >= shanghai(Date.now()).day;

const One = ({ coupon, onStop }: { coupon: Issued; onStop: () => void }) => {
  const { title, left, held, redeemed, expired, stopped, lastDay } = coupon;
  const isRunning = isGiven(coupon);
  return (
    <Card>
      <View className="issued__head">
        <View className="issued__name">{title}</View>
        {isRunning ? (
          <View className="issued__left">{says.left(left)}</View>
        ) : (
          <Tag tone="soft">{stopped ? says.stopped : says.over}</Tag>
        )}
      </View>
      <View className="issued__facts">
        {words.facts(
          says.held(held),
          says.redeemed(redeemed),
          expired > 0 ? says.expired(expired) : null,
          says.until(words.day(lastDay)),
        )}
      </View>
      {isRunning && (
        <Button kind="quiet" onTap={onStop}>
          {says.stop}
        </Button>
      )}
    </Card>
  );
};
