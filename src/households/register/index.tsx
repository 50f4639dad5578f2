import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Household } from '../../../types/households';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Field, Loads, Page, Row } from '../../kit/ui';
import { ForStaff } from '../../kit/ui/ForStaff';
import { Pager } from '../../kit/ui/Pager';
import { words } from '../../kit/words';
import { GridLine } from '../parts/GridLine';
import { say } from '../words';
import { HouseholdSheet } from './HouseholdSheet';
import { Importing } from './importing';
import { ImportSheet } from './ImportSheet';
import { RegisterStore } from './store';
import './index.scss';

const { register: says } = say;

/** Who lives where, as far as it is needed: doors, grids, and numbers that only whoever dials sees. */
const RegisterPage = observer(({ code }: { code: string }) => {
  const [store] = useState(() => new RegisterStore(call, keepFor(keep, session.owner), code));
  const [importing] = useState(() => new Importing(call, code));
  useEffect(() => void store.load(), [store]);
  // Somebody comes back from confirming claims.
  useDidShow(() => void (store.counts.value && store.list.again()));
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  const { list, counts, isNarrowed } = store;
  const { total = 0, people = 0, waiting = 0 } = counts.value ?? {};
  const foot = list.page.value && (
    <View className="register__foot">
      <Button kind="main" onTap={() => store.open(null)}>
        {says.add}
      </Button>
      <Button onTap={() => importing.open()}>{says.import}</Button>
    </View>
  );
  return (
    <Page foot={foot}>
      {waiting > 0 && (
        <Card tone="yolk">
          <Row title={says.waiting(waiting)} note={says.waitingNote} onTap={() => go(routes.claims(code))} />
        </Card>
      )}
      {(total > 0 || isNarrowed) && (
        <Field
          label={says.search}
          placeholder={says.searchHint}
          max={20}
          value={store.q}
          onChange={(q) => store.type(q)}
        />
      )}
      {total > 0 && <View className="register__total">{says.total(total, people)}</View>}
      {(total > 0 || isNarrowed) && (
        <GridLine
          grids={store.grids.value ?? []}
          chosen={store.grid}
          onChoose={(chosen) => void store.narrow(chosen)}
        />
      )}
      <Loads of={list.page} retry={() => void store.load()}>
        {({ rows }) => (
          <>
            {rows.length === 0 &&
              (isNarrowed ? (
                <Empty title={says.notFound}>{says.notFoundNote}</Empty>
              ) : (
                <Empty title={says.empty}>{says.emptyNote}</Empty>
              ))}
            {rows.map((household) => (
              <HouseholdRow key={household.id} household={household} store={store} />
            ))}
            <Pager of={list} />
          </>
        )}
      </Loads>
      {store.editing.draft && <HouseholdSheet store={store} />}
      {importing.isOpen && <ImportSheet of={importing} onDone={() => void store.list.first()} />}
    </Page>
  );
});

const HouseholdRow = observer(({ household, store }: { household: Household; store: RegisterStore }) => {
  const door = words.door(household);
  const grid = store.gridName(household.gridId);
  const { phone, people } = household;
  const facts = words.facts(phone ?? says.noPhone, grid, people > 0 ? says.people(people) : null);
  return (
    <View className="household" {...a11y('button')} onClick={() => store.open(household)}>
      <View className="household__door">{door}</View>
      <View className="household__facts">{facts}</View>
    </View>
  );
});

const Register = () => {
  const { at = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {() => <RegisterPage code={at} />}
    </ForStaff>
  );
};

export default Register;
