import { Input, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { isWeapp, platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { a11y, Button, Empty, filledIn, Page } from '../../kit/ui';
import { words as common } from '../../kit/words';
import { MyOwn } from '../keeping/MyOwn';
import { RedeemStore } from '../keeping/redeeming';
import { say } from '../keeping/words';
import { Mark } from '../parts/Mark';
import './index.scss';

const { redeem: words } = say;

const Redeem = observer(({ id, name }: { id: string; name: string }) => {
  const [store] = useState(() => new RedeemStore(call, keep, id));
  const { done, code } = store;
  const scan = async () => {
    const text = await platform.scan();
    if (text === null) return;
    if (store.read(text)) await store.redeem();
    else platform.say(words.scanned);
  };
  // The camera is the way until digits are typed, and again after a card that was not taken.
  const isNext = store.isReady && !store.isRefused;
  const send = (
    <Button
      key="send"
      kind={isNext || !isWeapp ? 'main' : 'plain'}
      busy={done.busy}
      disabled={!store.isReady}
      onTap={() => void store.redeem()}
    >
      {!store.isReady ? words.need(isWeapp) : store.isRefused ? words.sendAgain : words.send}
    </Button>
  );
  const camera = isWeapp && (
    <Button key="scan" kind={isNext ? 'plain' : 'main'} onTap={() => void scan()}>
      {words.scan}
    </Button>
  );
  const foot = isNext ? [send, camera] : [camera, send];
  return (
    <Page foot={foot}>
      <View className="redeem__shop">{name}</View>
      {done.value && !done.busy && (
        <View className="redeem__result redeem__result--done" {...a11y('alert')}>
          <View className="redeem__word">
            <Mark state="valid" />
            <View>{words.done}</View>
          </View>
          <View className="redeem__title">{done.value.coupon.title}</View>
          <View className="redeem__what">
            {done.value.coupon.yuan === null ? words.gift : words.minus(done.value.coupon.yuan)}
          </View>
          {done.value.coupon.conditions && <View className="redeem__note">{done.value.coupon.conditions}</View>}
          <View className="redeem__note">{common.moment(done.value.redeemedAt)}</View>
        </View>
      )}
      {done.failure && (
        <View className={`redeem__result redeem__result--${store.isUnknown ? 'unknown' : 'no'}`} {...a11y('alert')}>
          <View className="redeem__word">
            <Mark state={store.isUnknown ? 'unknown' : 'revoked'} />
            <View>{store.isUnknown ? words.unknown : words.notDone}</View>
          </View>
          <View className="redeem__why">{done.failure.message}</View>
          {store.isUnknown && <View className="redeem__note">{words.unknownNote}</View>}
        </View>
      )}
      <View className="redeem__ask">{words.title}</View>
      <Input
        className={`redeem__code ${!isWeapp && code === '' ? 'redeem__code--empty' : ''}`}
        type="number"
        value={code}
        placeholder={words.hint}
        placeholderClass="redeem__hint"
        maxlength={16}
        onInput={(event) => store.type(event.detail.value)}
        onConfirm={() => void store.redeem()}
        {...filledIn(words.label)}
      />
    </Page>
  );
});

const RedeemPage = observer(() => {
  const { id } = useRouter().params;
  const shops = session.me?.shops ?? [];
  const shop = shops.find((one) => one.id === id) ?? (id ? undefined : shops[0]);
  return (
    <MyOwn>
      {(personId) =>
        shop ? (
          <Redeem key={`${personId} ${shop.id}`} {...shop} />
        ) : (
          <Page>
            <Empty title={words.none} />
          </Page>
        )
      }
    </MyOwn>
  );
});

export default RedeemPage;
