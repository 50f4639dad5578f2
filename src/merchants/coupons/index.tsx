import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Empty, Failed, Page, SignIn, Skeleton } from '../../kit/ui';
import { ClaimingStore, MyCouponsStore } from '../claiming';
import { Claimable } from '../parts/Claimable';
import { CodeSheet } from '../parts/CodeSheet';
import { MyCoupons } from '../parts/MyCoupons';
import { say } from '../words';
import '../parts/shops.scss';

const { coupons: words } = say;

/** 社区红卡: those I have, and those I could claim. */
const Coupons = observer(() => {
  const [claiming] = useState(() => new ClaimingStore(call));
  const [store] = useState(() => new MyCouponsStore(call));
  const { epoch, me, person, place, failure } = session;
  const code = place?.code;
  const isSomebody = person !== null;
  const load = () =>
    Promise.all([session.person && store.load(), code && claiming.load({ communityCode: code })]).then(() => undefined);
  useEffect(() => {
    if (isSomebody) void store.load();
    else store.claims.set(null);
  }, [store, epoch, isSomebody]);
  useEffect(() => {
    if (code) void claiming.load({ communityCode: code });
  }, [claiming, epoch, code]);
  useDidShow(() => void (store.claims.value && load()));
  usePullDownRefresh(() => void load().finally(platform.stopPullDown));

  return (
    <Page>
      <View className="shops__title" {...a11y('heading')}>
        {words.mine}
      </View>
      <View className="shops__note">{words.intro}</View>
      {isSomebody && <MyCoupons store={store} hasClaimable={Boolean(code) && claiming.hasClaimable} />}
      {me && !isSomebody && (
        <>
          <Empty title={words.signIn}>{words.signInNote}</Empty>
          <SignIn kind="main" />
        </>
      )}
      {code && (
        <>
          <View className="shops__section" {...a11y('heading')}>
            {words.claimable(place.name)}
          </View>
          <Claimable
            store={claiming}
            retry={() => void claiming.load({ communityCode: code })}
            onClaimed={() => void store.load()}
          />
        </>
      )}
      {!me && !place && (failure ? <Failed failure={failure} onRetry={() => void session.start()} /> : <Skeleton />)}
      {me && !place && (
        <>
          <Empty title={words.noPlace} />
          <Button onTap={() => go(routes.find)}>{words.choosePlace}</Button>
        </>
      )}
      {store.shown && <CodeSheet key={store.shown.id} store={store} claim={store.shown} />}
    </Page>
  );
});

export default Coupons;
