import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { useBeat } from '../../kit/beat';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Failed, Page, Row, Sheet, WithMe } from '../../kit/ui';
import { isCallable } from '../../kit/waiting';
import { NotStaff } from '../../kit/ui/NotStaff';
import { placesOf } from '../../kit/places';
import { AnswerAll } from './AnswerAll';
import { Rows } from './Rows';
import { InboxStore, type View as Tab } from './store';
import { say } from './words';
import './index.scss';

/** How often the list looks whether anything has changed. */
const REFRESH_MS = 30_000;

const tabs = Object.entries(say.tabs) as [Tab, string][];
const isTab = (view: string): view is Tab => view in say.tabs;

const Inbox = observer(() => {
  const { at, view = 'now' } = useRouter().params;
  const [store] = useState(() => new InboxStore(call, keep, isTab(view) ? view : 'now'));
  const [isChoosing, setChoosing] = useState(false);
  const places = session.me ? placesOf(session.me) : [];
  const place = places.find(({ code }) => code === (store.place?.code ?? at)) ?? places[0];
  const { epoch } = session;

  useEffect(() => {
    if (place) void store.load(place);
    // A place is its code: who is here may be loaded again without being somebody else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store, epoch, place?.code]);
  // Also when somebody comes back from a thread: it has moved on.
  useBeat(REFRESH_MS, () => void (isChoosing || store.refresh()));
  usePullDownRefresh(() => {
    void Promise.resolve(store.place && store.load(store.place)).finally(platform.stopPullDown);
  });

  const choose = (code: string) => {
    setChoosing(false);
    const chosen = places.find((one) => one.code === code);
    if (chosen) void store.load(chosen);
  };
  const { list, picked, answering, claimed } = store;
  const counts = list.page.value?.counts;
  const hasFoot = place !== undefined && list.rows.length > 0 && store.view !== 'ended';
  return (
    <Page foot={hasFoot && <Foot store={store} />}>
      <WithMe>
        {(me) => {
          if (!place) return <NotStaff title={say.notStaff} />;
          const isOne = places.length === 1;
          return (
            <>
              <View
                className={`inbox__place ${isOne ? '' : 'inbox__place--many'}`}
                {...(isOne ? a11y('heading') : a11y('button', say.change(place.name)))}
                {...(!isOne && { onClick: () => setChoosing(true) })}
              >
                {place.name}
              </View>
              {counts && <View className="inbox__counts">{say.counts(counts)}</View>}
              {counts && counts.whistles > 0 && isCallable(me) && (
                <Card>
                  <Row title={say.whistles(counts.whistles)} onTap={() => go(routes.handling)} />
                </Card>
              )}
              <View className="inbox__tabs" {...a11y('radiogroup', say.tab)}>
                {tabs.map(([view, name]) => (
                  <View
                    key={view}
                    className={`inbox__tab ${view === store.view ? 'inbox__tab--on' : ''}`}
                    {...a11y('radio')}
                    aria-checked={view === store.view}
                    onClick={() => void store.look(view)}
                  >
                    {name}
                  </View>
                ))}
              </View>
              {claimed.failure && !picked && <Failed failure={claimed.failure} />}
              <Rows store={store} isNamed={place.level !== 'community'} />
            </>
          );
        }}
      </WithMe>
      {answering?.isOpen && <AnswerAll store={store} answering={answering} />}
      {isChoosing && (
        <Sheet title={say.place} onClose={() => setChoosing(false)}>
          {places.map(({ code, name }) => (
            <Row key={code} title={name} onTap={() => choose(code)} />
          ))}
        </Sheet>
      )}
    </Page>
  );
});

const Foot = observer(({ store }: { store: InboxStore }) => {
  const { picked, kept } = store;
  if (!picked) return <Button onTap={() => store.pick()}>{kept > 0 ? say.manyKept(kept) : say.many}</Button>;
  return (
    <>
      <Button kind="main" disabled={picked.size === 0} onTap={() => store.answering?.open()}>
        {say.picking.count(picked.size)}
      </Button>
      <Button onTap={() => store.leave()}>{say.picking.leave}</Button>
    </>
  );
});

export default Inbox;
