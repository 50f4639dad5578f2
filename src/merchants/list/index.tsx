import { View } from '@tarojs/components';
import { usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { useOnline } from '../../kit/online';
import { isWeapp, platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { scanBadge } from '../../kit/scan';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Failed, Field, Loads, Page, Row, Skeleton } from '../../kit/ui';
import { view } from '../../kit/view';
import { DirectoryStore } from '../directory';
import { Narrow } from '../parts/Narrow';
import { ShopRow } from '../parts/ShopRow';
import { say } from '../words';
import '../parts/shops.scss';
import './index.scss';

const { list: words } = say;

/** The shops of my community, for everybody: nobody is asked who they are. */
const Shops = observer(() => {
  const [store] = useState(() => new DirectoryStore(call));
  const { epoch, place, me, failure } = session;
  const code = place?.code;
  const isKnown = code !== undefined || me !== null || failure !== null;
  useEffect(() => {
    if (isKnown) void store.load(session.place);
  }, [store, epoch, code, isKnown]);
  usePullDownRefresh(() => void store.load(session.place).finally(platform.stopPullDown));
  useReachBottom(() => void store.loadMore());
  useOnline(() => void store.load(session.place));

  const { shown } = store;
  // In the elder view the shops come first.
  const more = (
    <Card>
      {place && <Row title={words.coupons(store.coupons.value ?? 0)} onTap={() => go(routes.coupons)} />}
      <Row title={words.apply} onTap={() => go(routes.apply)} />
    </Card>
  );
  const scanned = isWeapp && (
    <Button kind="main" onTap={() => void scanBadge()}>
      {words.scan}
    </Button>
  );
  const nothing = () => {
    if (store.isNarrowed) return <Empty title={words.none}>{words.noneNote}</Empty>;
    return <Empty title={shown ? words.empty(shown.name) : words.emptyAll}>{words.emptyNote}</Empty>;
  };
  return (
    <Page foot={scanned}>
      <View className="shops__title" {...a11y('heading')}>
        {shown ? words.title(shown.name) : words.titleAll}
      </View>
      {!view.elder && <View className="shops__note">{words.intro}</View>}
      {!view.elder && more}
      <Field label={words.search} placeholder={words.hint} max={30} value={store.q} onChange={(q) => store.type(q)} />
      <Narrow store={store} />
      <Loads of={store.list} retry={() => void store.find()}>
        {({ merchants, next }) => (
          <>
            {merchants.map((shop) => (
              <ShopRow
                key={shop.id}
                shop={shop}
                facts={[shown ? null : shop.place.name]}
                onTap={() => go(routes.shop(shop.id))}
              />
            ))}
            {merchants.length === 0 && nothing()}
            {store.more.failure && <Failed failure={store.more.failure} onRetry={() => void store.loadMore()} />}
            {next && !store.more.failure && <Skeleton lines={2} title={false} />}
            {!next && shown && <Button onTap={() => void store.look(true)}>{words.everywhere}</Button>}
            {!next && !shown && merchants.length > 0 && <View className="shops__end">{words.all}</View>}
          </>
        )}
      </Loads>
      {view.elder && <View className="shops__more">{more}</View>}
    </Page>
  );
});

export default Shops;
