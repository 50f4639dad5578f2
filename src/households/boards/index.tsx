import { Text, View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { placesOf } from '../../kit/places';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Loads, Page, Row, Tag } from '../../kit/ui';
import { WhereHead } from '../../kit/ui/WhereHead';
import { view } from '../../kit/view';
import { Where } from '../../kit/where';
import { words } from '../../kit/words';
import { notingOf, type Noting, type Round } from '../noting';
import { say } from '../words';
import { BoardsStore } from './store';
import './index.scss';

const { boards: says } = say;

/** What whoever is here noted of one of the notices. */
const mine = (of: Round): Noting => {
  const { owner } = session;
  const isHere = () => session.person?.id === owner;
  return notingOf(owner, of, { call, keep: keepFor(keep, owner), isHere });
};

const Boards = observer(() => {
  const [store] = useState(() => new BoardsStore(call, mine));
  const [where] = useState(() => new Where(call, keep));
  const code = session.me ? where.among(placesOf(session.me))?.code : undefined;
  const { epoch } = session;
  useEffect(() => {
    if (code) void store.load(code);
  }, [store, epoch, code]);
  // Somebody comes back from going along the doors.
  useDidShow(() => void (store.communityCode && store.load(store.communityCode)));
  usePullDownRefresh(() => {
    void Promise.resolve(store.communityCode && store.load(store.communityCode)).finally(platform.stopPullDown);
  });
  const register = store.register.value;
  const { online } = view;
  useEffect(() => {
    if (online) void store.send();
  }, [store, online]);
  const { unsent } = store;
  const foot = unsent > 0 && (
    <>
      <View className="boards__unsent" {...a11y('alert')}>
        {say.board.unsentCount(unsent)}
      </View>
      <Button kind="main" onTap={() => void store.send()}>
        {words.failed.retry}
      </Button>
    </>
  );
  const isElsewhere = !code && session.me !== null && placesOf(session.me).length > 0;
  return (
    <Page foot={foot}>
      {isElsewhere && (
        <>
          <View className="boards__name" {...a11y('heading')}>
            {says.title}
          </View>
          <View className="boards__intro">{says.intro}</View>
        </>
      )}
      <WhereHead where={where} not={say.notStaff}>
        {(place) => (
          <>
            <View className="boards__intro">{says.intro}</View>
            <Card>
              <Row
                title={says.register}
                note={register ? says.registerNote(register.total, register.waiting) : says.registerHint}
                onTap={() => go(routes.register(place.code))}
              />
            </Card>
            <Loads of={store.boards} retry={() => void store.load(place.code)}>
              {(boards) =>
                boards.length === 0 ? (
                  <Empty title={says.empty}>{says.emptyNote}</Empty>
                ) : (
                  boards.map((board) => (
                    <View
                      key={board.noticeId}
                      className="boards__one"
                      {...a11y('button')}
                      onClick={() => go(routes.board(place.code, board.noticeId))}
                    >
                      <View className="boards__title">{board.title}</View>
                      <View className="boards__day">
                        {board.withdrawn && <Tag tone="soft">{says.withdrawn}</Tag>}
                        <Text>{words.moment(board.publishAt)}</Text>
                      </View>
                      <View className="boards__line">{says.line(board)}</View>
                      {board.others > 0 && <View className="boards__others">{says.others(board.others)}</View>}
                    </View>
                  ))
                )
              }
            </Loads>
          </>
        )}
      </WhereHead>
    </Page>
  );
});

export default Boards;
