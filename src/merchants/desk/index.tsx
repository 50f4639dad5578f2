import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, fileUrl } from '../../kit/call';
import { badgeScanned } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { isWeapp, platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Card, Choice, Failed, Page, Row, WithMe } from '../../kit/ui';
import { ShopsDeskStore, type Tab } from '../staff/desk';
import { NotStaff } from '../staff/NotStaff';
import { placesOf } from '../staff/places';
import { ShopsList } from '../staff/ShopsList';
import { WherePicker } from '../staff/WherePicker';
import { WordsList } from '../staff/WordsList';
import { say } from '../staff/words';
import './index.scss';

const tabs = Object.entries(say.tabs) as [Tab, string][];

const ShopsDesk = observer(() => {
  const { at, tab } = useRouter().params;
  const [store] = useState(() => new ShopsDeskStore(call, keep, tab === 'words' ? tab : 'shops'));
  const [isEntering, setEntering] = useState(false);
  const places = session.me ? placesOf(session.me) : [];
  const place = places.find(({ code }) => code === (store.place?.code ?? at)) ?? places[0];
  const { epoch } = session;

  useEffect(() => {
    if (place) void store.load(place);
    // A place is its code: who is here may be loaded again without being somebody else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store, epoch, place?.code]);
  useDidShow(() => void (store.place && store.load(store.place)));
  usePullDownRefresh(() => {
    void Promise.resolve(store.place && store.load(store.place)).finally(platform.stopPullDown);
  });
  useReachBottom(() => void store.loadMore());

  const enter = (code: string) => {
    setEntering(false);
    go(routes.applyFor(code));
  };
  const scan = async () => {
    const text = await platform.scan();
    if (text) go(routes.verify(badgeScanned(text)));
  };
  const print = async () => {
    const printed = await store.print();
    if (!printed) return;
    if (printed.stickers === 0) platform.say(say.printNone);
    else if (!(await platform.openDocument(fileUrl(printed.url), 'pdf'))) platform.say(say.printFailed);
  };
  const { printed } = store;
  const foot = place && store.tab === 'shops' && (
    <Button kind="main" onTap={() => (place.level === 'community' ? enter(place.code) : setEntering(true))}>
      {say.enter}
    </Button>
  );
  return (
    <Page foot={foot}>
      <WithMe>
        {() => {
          if (!place) return <NotStaff />;
          const retry = () => void store.load(place);
          return (
            <>
              {places.length > 1 ? (
                <Choice
                  label={say.place}
                  options={places.map((one) => [one.code, one.name] as const)}
                  value={place.code}
                  onChange={(code) => void store.load(places.find((one) => one.code === code) ?? place)}
                />
              ) : (
                <View className="shopsdesk__place">{place.name}</View>
              )}
              <Choice label={say.tab} options={tabs} value={store.tab} onChange={(tab) => void store.look(tab)} />
              {store.tab === 'words' ? (
                <WordsList store={store} retry={retry} />
              ) : (
                <>
                  <Card>
                    {isWeapp && <Row title={say.scan} onTap={() => void scan()} />}
                    <Row
                      title={say.print}
                      note={printed.value?.stickers ? say.printed(printed.value.stickers) : say.printNote}
                      onTap={() => void print()}
                    />
                  </Card>
                  {printed.failure && <Failed failure={printed.failure} />}
                  <ShopsList store={store} retry={retry} />
                </>
              )}
            </>
          );
        }}
      </WithMe>
      {isEntering && place && (
        <WherePicker store={store} code={place.code} onChoose={enter} onClose={() => setEntering(false)} />
      )}
    </Page>
  );
});

export default ShopsDesk;
