import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Empty, Failed, Loads, Page, Skeleton } from '../../kit/ui';
import { Pager } from '../../kit/ui/Pager';
import { useWaiting } from '../../kit/waiting';
import { say } from '../words';
import { Chooser } from './parts/Chooser';
import { EggStrip } from './parts/EggStrip';
import { HeadlineCard } from './parts/HeadlineCard';
import { Masthead } from './parts/Masthead';
import { useScan } from './scan';
import { HomeStore } from './store';
import './index.scss';

const Home = observer(() => {
  const [store] = useState(() => new HomeStore(call));
  const { epoch, me } = session;
  const isSomebody = session.person !== null;
  const scan = useScan(store);
  useWaiting();
  const place = scan.isOn ? null : session.place;
  const code = place?.code;
  const isKnown = !scan.isOn && (place !== null || me !== null);

  const load = async () => {
    await scan.again();
    await Promise.all([session.place || session.me ? store.load(session.place) : session.load(), loadEggs()]);
  };
  const loadEggs = () => store.loadCalendar(session.person !== null);

  useEffect(() => {
    if (isKnown) void store.load(session.place);
  }, [store, epoch, code, isKnown]);
  useEffect(() => void store.loadCalendar(isSomebody), [store, epoch, code, isSomebody]);
  // Somebody comes back from a notice: its readers and their egg have moved on.
  useDidShow(() => void (store.feed.value && load()));
  usePullDownRefresh(() => void load().finally(platform.stopPullDown));
  useReachBottom(() => void store.loadMore());

  return (
    <Page>
      <Masthead place={place} />
      {store.calendar.value?.campaign && <EggStrip calendar={store.calendar.value} />}
      {!isKnown && session.failure && <Failed failure={session.failure} onRetry={() => void session.start()} />}
      {!isKnown && !session.failure && <Skeleton />}
      {isKnown && !place && <Chooser store={store} />}
      {place && (
        <Loads of={store.feed} retry={() => void load()}>
          {({ notices, next }) => (
            <>
              {notices.map((headline) => (
                <HeadlineCard key={headline.id} headline={headline} />
              ))}
              {notices.length === 0 && <Empty title={say.feedEmpty(place.name)}>{say.feedEmptyNote}</Empty>}
              {store.more.failure && <Failed failure={store.more.failure} onRetry={() => void store.loadMore()} />}
              {next && !store.isFull && !store.more.failure && <Skeleton lines={2} title={false} />}
              <Pager of={store} />
              {!next && notices.length > 0 && <View className="home__end">{say.all}</View>}
            </>
          )}
        </Loads>
      )}
    </Page>
  );
});

export default Home;
