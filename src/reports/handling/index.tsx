import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session, type Me } from '../../kit/session';
import { a11y, Button, Empty, Loads, Page, SignIn, WithMe } from '../../kit/ui';
import { isCallable } from '../../kit/waiting';
import { InboxRow } from '../inbox/InboxRow';
import { Pager } from '../../kit/ui/Pager';
import { say } from '../inbox/words';
import { Remind } from '../parts/Remind';
import { useNow } from '../staff/now';
import { HandlingStore } from './store';
import '../inbox/index.scss';

const { handling: words } = say;

type Names = Pick<Me, 'units' | 'answers'>;
const namesOf = ({ units, answers }: Names): string =>
  [...units, ...answers.filter(({ level }) => level !== 'community')].map(({ name }) => name).join('，');

/** What a whistle called to: a unit, or the street office, which says whose it is. */
const Handling = observer(() => {
  const [store] = useState(() => new HandlingStore(call));
  const { me } = session;
  const isCalled = me !== null && isCallable(me);
  const { epoch } = session;
  useEffect(() => {
    if (isCalled) void store.first();
  }, [store, epoch, isCalled]);
  useDidShow(() => void (store.list.page.value && store.again()));
  usePullDownRefresh(() => void store.again().finally(platform.stopPullDown));
  const { list, counts } = store;
  const now = useNow();
  return (
    <Page>
      <WithMe>
        {({ units, answers }) =>
          isCalled ? (
            <>
              <View className="inbox__place" {...a11y('heading')}>
                {words.of(namesOf({ units, answers }))}
              </View>
              {me?.person && <Remind key={me.person.id} personId={me.person.id} about="work" />}
              {counts.value && <View className="inbox__counts">{words.counts(counts.value.whistles)}</View>}
              <Loads of={list.page} retry={() => void store.again()}>
                {({ reports }) => (
                  <>
                    {reports.length === 0 && (
                      <Empty title={words.empty}>{units.length > 0 ? words.emptyNote : words.streetNote}</Empty>
                    )}
                    {reports.map((row) => (
                      <InboxRow
                        key={row.id}
                        row={row}
                        now={now}
                        isNamed
                        isCalled
                        onTap={() => go(routes.report(row.id))}
                      />
                    ))}
                    <Pager of={list} />
                  </>
                )}
              </Loads>
            </>
          ) : (
            <>
              <Empty title={words.not}>{words.notNote}</Empty>
              {session.person ? (
                <Button onTap={() => go(routes.joinUnit)}>{words.join}</Button>
              ) : (
                <SignIn kind="main" />
              )}
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

export default Handling;
