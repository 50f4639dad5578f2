import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Hours } from '../../../types/service';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Card, Failed, Page, Row } from '../../kit/ui';
import { placesOf, settablePlaces } from '../../kit/places';
import { Where } from '../../kit/where';
import { WhereHead } from '../../kit/ui/WhereHead';
import { Remind } from '../parts/Remind';
import { ServeSheet } from './ServeSheet';
import { SettingsStore } from './store';
import { say } from './words';

const hoursNote = (hours: Hours | null): string | null => {
  if (!hours) return null;
  if (hours.open) return say.hoursOpen;
  return hours.opensAt ? say.hoursNext(hours.opensAt) : say.hoursNone;
};

const Settings = observer(() => {
  const [store] = useState(() => new SettingsStore(call, keep));
  const [where] = useState(() => new Where(call, keep));
  const code = session.me ? where.among(placesOf(session.me))?.code : undefined;
  const { epoch } = session;
  useEffect(() => {
    if (code) void store.load(code);
  }, [store, epoch, code]);
  useDidShow(() => void (store.here && store.load(store.here.communityCode)));
  usePullDownRefresh(() => {
    void Promise.resolve(store.here && store.load(store.here.communityCode)).finally(platform.stopPullDown);
  });
  const { hours, here, me, myGrids, serving } = store;
  const grids = here?.grids;
  const failure = hours.failure ?? grids?.failure ?? here?.workers.failure;
  return (
    <Page>
      <WhereHead where={where} not={say.notStaff}>
        {(place) => (
          <>
            <Card>
              <Row
                title={say.serving}
                note={here?.workers.value && say.servingNote(me?.called ?? null, myGrids)}
                onTap={() => store.begin()}
              />
              <Row title={say.replies} note={say.repliesNote} onTap={() => go(routes.replies(place.code))} />
            </Card>
            <Card>
              <Row title={say.hours} note={hoursNote(hours.value)} onTap={() => go(routes.hours(place.code))} />
              <Row
                title={say.grids}
                note={grids?.value && say.gridCount(grids.value.length)}
                onTap={() => go(routes.grids(place.code))}
              />
              <Row title={say.units} note={say.unitsNote} onTap={() => go(routes.units(place.code))} />
            </Card>
            <Card>
              <Row title={say.register} note={say.registerNote} onTap={() => go(routes.register(place.code))} />
              <Row title={say.boards} note={say.boardsNote} onTap={() => go(routes.boards)} />
            </Card>
            {failure && <Failed failure={failure} onRetry={() => void store.load(place.code)} />}
          </>
        )}
      </WhereHead>
      {session.person && code && <Remind key={session.person.id} personId={session.person.id} about="work" />}
      {session.me && settablePlaces(session.me).length > 0 && (
        <Card>
          <Row title={say.table} note={say.tableNote} onTap={() => go(routes.reportTable)} />
        </Card>
      )}
      {serving.draft && <ServeSheet store={store} />}
    </Page>
  );
});

export default Settings;
