import { Text, View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { shopIn } from '../../kit/entry';
import { useOnline } from '../../kit/online';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Icon, Loads, Page, Row, Skeleton } from '../../kit/ui';
import { ClaimingStore } from '../claiming';
import { Claimable } from '../parts/Claimable';
import { Door } from '../parts/Door';
import { Facts } from '../parts/Facts';
import { Helpful } from '../parts/Helpful';
import { Services, ServiceVersions } from '../parts/PublicList';
import { TellSheet } from '../parts/TellSheet';
import { Verdict } from '../parts/Verdict';
import { ShopStore } from '../shop';
import { say } from '../words';
import '../parts/shops.scss';

const { shop: words, verify } = say;

/** A shop as its neighbours see it. */
const Shop = observer(() => {
  const id = shopIn(useRouter().params);
  const [store] = useState(() => new ShopStore(call, id));
  const [claiming] = useState(() => new ClaimingStore(call));
  const [sheet, setSheet] = useState<'versions' | 'word' | 'problem' | null>(null);
  const { epoch } = session;
  useEffect(() => void store.load(), [store, epoch]);
  const loadCoupons = () => void (id && claiming.load({ merchantId: id }));
  useEffect(loadCoupons, [claiming, id, epoch]);
  useOnline(loadCoupons);
  // Its keeper or its community may have changed it meanwhile.
  useDidShow(() => void (store.shown.value && store.load()));
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));

  const { phone, state } = store.shown.value?.merchant ?? {};
  // Nobody is called upon to go to a shop whose badge was taken; who has something there may ring it all the same.
  const isStopped = state === 'suspended' || state === 'revoked';
  const close = () => setSheet(null);
  return (
    <Page
      phoned={Boolean(phone)}
      foot={
        phone && (
          <Button kind={isStopped ? 'plain' : 'main'} onTap={() => platform.phone(phone)}>
            <Icon name="phone" />
            <Text>{words.call(phone)}</Text>
          </Button>
        )
      }
    >
      <Loads of={store.shown} retry={() => void store.load()} waiting={<Skeleton lines={8} />}>
        {({ merchant, agreement, services, mine, staff }) => (
          <>
            <Verdict
              state={merchant.state}
              word={words.badge(say.states[merchant.state])}
              says={merchant.reason ? words.reason(merchant.reason) : verify.says[merchant.state]}
            />
            <Facts shop={merchant} />
            <Door shop={merchant} />
            {(mine || staff) && (
              <Card>
                {mine && <Row title={words.keeper} onTap={() => go(routes.myShop(id))} />}
                {staff && <Row title={words.staff} onTap={() => go(routes.shopFile(id))} />}
              </Card>
            )}
            <Services list={services} />
            {services && services.version > 1 && (
              <Button
                kind="quiet"
                onTap={() => {
                  setSheet('versions');
                  void store.loadVersions();
                }}
              >
                {words.versions}
              </Button>
            )}
            {(claiming.list.value?.length ?? 0) > 0 && (
              <>
                <View className="shops__section" {...a11y('heading')}>
                  {words.coupons}
                </View>
                <Claimable store={claiming} ofShop retry={() => void claiming.load({ merchantId: id })} />
                <Button kind="quiet" onTap={() => go(routes.coupons)}>
                  {words.myCoupons}
                </Button>
              </>
            )}
            {merchant.choices.length > 0 && (
              <>
                <View className="shops__section" {...a11y('heading')}>
                  {words.choices}
                </View>
                <Card>
                  {merchant.choices.map(({ year, reason }) => (
                    <Row key={year} title={say.chosen(year)} note={reason} />
                  ))}
                </Card>
                <View className="shops__note">{words.choicesNote}</View>
              </>
            )}
            {agreement && (
              <>
                <View className="shops__section" {...a11y('heading')}>
                  {words.agreement}
                </View>
                <Card>
                  <Row
                    title={<View className="shops__dates">{say.dates(agreement.firstDay, agreement.lastDay)}</View>}
                    note={merchant.place.name}
                  />
                  <Row title={words.promises} note={<View className="shops__said">{agreement.promises}</View>} />
                </Card>
              </>
            )}
            <Helpful store={store} />
            <Card>
              <Row title={words.tell} note={words.tellNote} onTap={() => setSheet('word')} />
              <Row title={words.problem} note={words.problemNote} onTap={() => setSheet('problem')} />
            </Card>
            {sheet === 'versions' && (
              <ServiceVersions
                of={store.versions}
                retry={() => void store.loadVersions()}
                now={services?.version}
                onClose={close}
              />
            )}
            {(sheet === 'word' || sheet === 'problem') && (
              <TellSheet merchantId={id} problem={sheet === 'problem'} onClose={close} />
            )}
          </>
        )}
      </Loads>
    </Page>
  );
});

export default Shop;
