import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { Fragment, useEffect, useState } from 'react';
import type { Board, Standing } from '../../../types/households';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Empty, Loads, Page, Row, Sheet } from '../../kit/ui';
import { ForStaff } from '../../kit/ui/ForStaff';
import { Pager } from '../../kit/ui/Pager';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import { GridLine } from '../parts/GridLine';
import { notingOf } from '../noting';
import { say } from '../words';
import { Remind } from './Remind';
import { StopRow } from './StopRow';
import { BoardStore } from './store';
import './index.scss';

const { board: says } = say;
const tabs = Object.entries(says.tabs) as [Standing, string][];

/** A notice at the doors of one community: the figures, and whom to go to. */
const BoardPage = observer(({ code, noticeId }: { code: string; noticeId: string }) => {
  const [owner] = useState(session.owner);
  const [store] = useState(() => {
    const at = { communityCode: code, noticeId };
    const isHere = () => session.person?.id === owner;
    return new BoardStore(call, at, notingOf(owner, at, { call, keep: keepFor(keep, owner), isHere }));
  });
  const [isExplaining, setExplaining] = useState(false);
  useEffect(() => void store.load(), [store]);
  usePullDownRefresh(() => void Promise.all([store.load(), store.noting.send()]).finally(platform.stopPullDown));
  const { online } = view;
  const { noting } = store;
  const isHere = session.person?.id === owner;
  // What could not be sent goes as soon as there is a network, and whoever noted it.
  useEffect(() => {
    if (online && isHere) void noting.send();
  }, [noting, online, isHere]);
  const { unsent } = noting;
  const foot = unsent > 0 && (
    <>
      <View className="board__unsent" {...a11y('alert')}>
        {says.unsentCount(unsent)}
      </View>
      <Button kind="main" onTap={() => void noting.send()}>
        {words.failed.retry}
      </Button>
    </>
  );
  return (
    <Page foot={foot}>
      <Loads of={store.board} retry={() => void store.load()}>
        {({ board }) => (
          <>
            <View className="board__title" {...a11y('heading')}>
              {board.title}
            </View>
            <View
              className="board__facts"
              {...a11y('button', says.factsLabel(board))}
              onClick={() => setExplaining(true)}
            >
              {says.facts(board)}
              <View className="board__how">{says.how}</View>
            </View>
            {board.households === 0 ? (
              <>
                <Empty title={says.noHouseholds}>{says.noHouseholdsNote}</Empty>
                <Button onTap={() => go(routes.register(code))}>{says.toRegister}</Button>
              </>
            ) : (
              <>
                {board.withdrawn && <View className="board__note">{says.withdrawn}</View>}
                {store.standing === 'rest' && <Remind store={store} />}
                <Stops store={store} board={board} />
              </>
            )}
          </>
        )}
      </Loads>
      {isExplaining && (
        <Sheet title={says.how} onClose={() => setExplaining(false)}>
          {says.definitions.map(([term, meaning]) => (
            <Row key={term} title={term} note={meaning} />
          ))}
        </Sheet>
      )}
    </Page>
  );
});

const Stops = observer(({ store, board }: { store: BoardStore; board: Board }) => {
  const { standing, grid, list, noting } = store;
  const look = (to: Standing) => {
    if (to !== standing) void store.look(to);
  };
  return (
    <>
      <View className="board__tabs" {...a11y('radiogroup', says.tab)}>
        {tabs.map(([key, name]) => (
          <View
            key={key}
            className={`board__tab ${key === standing ? 'board__tab--on' : ''}`}
            {...a11y('radio', says.counted(name, board[key]))}
            aria-checked={key === standing}
            onClick={() => look(key)}
          >
            {says.counted(name, board[key])}
          </View>
        ))}
      </View>
      <GridLine grids={store.grids.value ?? []} chosen={grid} onChoose={(chosen) => void store.narrow(chosen)} />
      {noting.dropped && (
        <View className="board__dropped" {...a11y('alert')}>
          {says.dropped(noting.dropped.door, noting.dropped.why)}
        </View>
      )}
      <Loads of={list.page} retry={() => void list.again()}>
        {({ rows }) => (
          <>
            {rows.length === 0 && (
              <Empty title={grid ? says.emptyGrid : says.empty[standing]}>{says.emptyNote[standing]}</Empty>
            )}
            {rows.map((stop, i) => {
              const stairs = words.stairs(stop.household);
              const before = rows[i - 1];
              return (
                <Fragment key={stop.household.id}>
                  {(!before || words.stairs(before.household) !== stairs) && (
                    <View className="stops__at" {...a11y('heading')}>
                      {stairs}
                    </View>
                  )}
                  <StopRow store={store} stop={stop} />
                </Fragment>
              );
            })}
            <Pager of={list} />
          </>
        )}
      </Loads>
    </>
  );
});

const BoardOf = () => {
  const { at = '', notice = '' } = useRouter().params;
  return (
    <ForStaff code={at} not={say.notStaff}>
      {() => <BoardPage code={at} noticeId={notice} />}
    </ForStaff>
  );
};

export default BoardOf;
