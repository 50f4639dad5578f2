import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Measure } from '../../../types/measures';
import { spans } from '../../../types/measures';
import type { Place } from '../../../types/org';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Empty, Failed, Page, Skeleton, WithMe } from '../../kit/ui';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import { Facts } from '../parts/Facts';
import { MeasureSheet } from '../parts/MeasureSheet';
import { PlaceHead } from '../parts/PlaceHead';
import { Segments } from '../parts/Segments';
import { TakeAway } from '../parts/TakeAway';
import { FiguresStore, placesToSee, type Shown } from '../store';
import { say } from '../words';
import './index.scss';

const FiguresPage = observer(() => (
  <Page>
    <WithMe>
      {(me) => {
        const places = placesToSee(me, session.place);
        if (places.length > 0) return <Figures key={session.epoch} places={places} />;
        return (
          <>
            <Empty title={say.nowhere}>{say.nowhereNote}</Empty>
            <Button kind="main" onTap={() => go(routes.findFirst)}>
              {say.find}
            </Button>
          </>
        );
      }}
    </WithMe>
  </Page>
));

/** What one place did. Somebody else on this phone begins with a page of their own. */
const Figures = observer(({ places }: { places: readonly Place[] }) => {
  const [store] = useState(() => new FiguresStore(call));
  const [chosen, choose] = useState<Place | null>(null);
  const place = chosen ?? places[0];
  const code = place?.code;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the place is the same one as long as its code is
  useEffect(() => void store.look(place ?? null), [store, code]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  const [opened, open] = useState<Measure | null>(null);
  const { value, busy, failure } = store.shown;
  if (!place) return null;
  return (
    <>
      <View className="figures__kicker">{say.kicker}</View>
      <PlaceHead store={store} places={places} place={place} onChoose={choose} />
      <View className="figures__masthead">{value && <Days shown={value} />}</View>
      {!view.elder && <Spans store={store} />}
      {failure && <Failed failure={failure} onRetry={() => void store.load()} />}
      {!value && !failure && <Skeleton lines={8} />}
      {value && (
        <View className={busy ? 'figures__shown figures__shown--busy' : 'figures__shown'}>
          <Body store={store} shown={value} onOpen={open} />
        </View>
      )}
      {value && opened && <MeasureSheet measure={opened} shown={value} onClose={() => open(null)} />}
    </>
  );
});

const Spans = observer(({ store }: { store: FiguresStore }) => (
  <Segments
    label={say.howLong}
    options={spans.map((by) => [by, say.spans[by]] as const)}
    value={store.by}
    onChange={(by) => void store.choose(by)}
  />
));

const Days = ({ shown: { total, countedAt } }: { shown: Shown }) => (
  <View className="figures__days">
    {words.facts(
      say.range(total.firstDay, total.lastDay),
      countedAt ? say.counted(words.moment(countedAt)) : say.uncounted,
    )}
  </View>
);

interface BodyProps {
  store: FiguresStore;
  shown: Shown;
  onOpen: (measure: Measure) => void;
}

const Body = observer(({ store, shown, onOpen }: BodyProps) => {
  const turn = async (act: () => Promise<void>) => {
    await act();
    if (!store.shown.failure) platform.toTop();
  };
  if (shown.since === null)
    return (
      <>
        <Empty title={say.empty(shown.place.name)}>{say.emptyNote}</Empty>
        {view.elder && <Spans store={store} />}
      </>
    );
  return (
    <>
      <Facts shown={shown} onOpen={onOpen} />
      <View className="figures__turn">
        {view.elder && <Spans store={store} />}
        {store.hasLater && <Button onTap={() => void turn(() => store.later())}>{say.later}</Button>}
        {store.hasEarlier ? (
          <Button onTap={() => void turn(() => store.earlier())}>{say.earlier}</Button>
        ) : (
          <View className="figures__first">{say.first}</View>
        )}
      </View>
      <TakeAway store={store} />
    </>
  );
});

export default FiguresPage;
