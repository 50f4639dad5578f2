import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Place } from '../../../types/org';
import { call, fileUrl } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Choice, Empty, Failed, Page, WithMe } from '../../kit/ui';
import { words } from '../../kit/words';
import { DayField } from '../staff/DayField';
import { settablePlaces } from '../../kit/places';
import { TableStore } from './store';
import { say } from './words';
import './table.scss';

/** For whoever sets how a place answers: what was raised there, as a table. */
const TablePage = observer(() => {
  const [store] = useState(() => new TableStore(call));
  const places = session.me ? settablePlaces(session.me) : [];
  const place = places.find(({ code }) => code === store.code) ?? places[0];
  return (
    <Page foot={place && <Foot store={store} place={place} />}>
      <WithMe>
        {() =>
          place ? (
            <Days store={store} places={places} place={place} />
          ) : (
            <>
              <Empty title={say.not}>{say.notNote}</Empty>
              <Button onTap={() => go(routes.home)}>{words.failed.home}</Button>
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

interface Part {
  store: TableStore;
  place: Place;
}

const Foot = observer(({ store, place }: Part) => {
  const { made, isWrong, as } = store;
  const open = async () => {
    const url = await store.make(place, 'xlsx');
    if (url && !(await platform.openDocument(fileUrl(url), 'xlsx'))) platform.say(say.openFailed);
  };
  return (
    <>
      {made.failure && <Failed failure={made.failure} />}
      <Button kind="main" busy={made.busy && as === 'xlsx'} disabled={isWrong} onTap={() => void open()}>
        {isWrong ? say.order : say.open}
      </Button>
    </>
  );
});

const Days = observer(({ store, places, place }: Part & { places: readonly Place[] }) => {
  const { firstDay, lastDay, isWrong, made, as } = store;
  const copy = async () => {
    const url = await store.make(place, 'csv');
    if (url) platform.say((await platform.copy(fileUrl(url))) ? say.copied : say.copyFailed);
  };
  return (
    <>
      <View className="table__place" {...a11y('heading')}>
        {place.name}
      </View>
      <View className="table__note">{say.note}</View>
      {places.length > 1 && (
        <Choice
          label={say.place}
          options={places.map(({ code, name }) => [code, name] as const)}
          value={place.code}
          onChange={(code) => store.choose(code)}
        />
      )}
      <DayField label={say.from} value={firstDay} onChange={(day) => store.from(day)} />
      <DayField label={say.to} value={lastDay} start={firstDay} onChange={(day) => store.to(day)} />
      <View className="table__note">{say.openNote}</View>
      {!isWrong && (
        <>
          <Button busy={made.busy && as === 'csv'} onTap={() => void copy()}>
            {say.copy}
          </Button>
          <View className="table__note">{say.copyNote}</View>
        </>
      )}
    </>
  );
});

export default TablePage;
