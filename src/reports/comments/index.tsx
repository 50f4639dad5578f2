import { View } from '@tarojs/components';
import { usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { commentsOf, placeIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { usePlacePhone } from '../../kit/phones';
import { a11y, Button, CallPlace, Card, Empty, Page, Row } from '../../kit/ui';
import { Barred } from '../parts/Barred';
import { CommentsStore } from '../commenting';
import { CommentCard } from '../parts/CommentCard';
import { RowsOf } from '../parts/RowsOf';
import { WriteSheet } from '../parts/WriteSheet';
import { say } from '../words';
import '../parts/rows.scss';

const { comments: words } = say;
/** How long a community's code is. */
const COMMUNITY = 12;

/** Under what is for more than one community only those who live below it write: known before a word is typed, where it is known. */
const barOf = (at: string): 'elsewhere' | 'homeless' | null => {
  const { me, person } = session;
  if (!me || !person || !at || at.length === COMMUNITY) return null;
  if (!me.home) return 'homeless';
  return me.home.code.startsWith(at) ? null : 'elsewhere';
};

interface Props {
  noticeId: string;
  /** The code of the place that the notice is for; '' where it is not known. */
  at: string;
  owner: string | null;
  isWriting: boolean;
  setWriting: (is: boolean) => void;
}

const Comments = observer(({ noticeId, at, owner, isWriting, setWriting }: Props) => {
  const [store] = useState(() => new CommentsStore(call, keepFor(keep, owner), noticeId));
  const { epoch } = session;
  const phone = usePlacePhone();
  useEffect(() => void store.load(), [store, epoch]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  useReachBottom(() => void store.rows.loadMore());
  const send = async () => {
    if (!(await store.send())) return;
    setWriting(false);
    platform.say(words.sent);
  };
  const bar = barOf(at);
  return (
    <Page
      phoned
      foot={
        <>
          {bar ? (
            <Button kind="main" onTap={() => go(routes.find)}>
              {words.find}
            </Button>
          ) : (
            <Button kind="main" onTap={() => setWriting(true)}>
              {words.write}
            </Button>
          )}
          <CallPlace phone={phone} />
        </>
      }
    >
      <View className="rows__title" {...a11y('heading')}>
        {words.titleOf(store.total)}
      </View>
      {bar ? (
        <Barred why={bar} hasText={store.draft.form.text.trim() !== ''} />
      ) : (
        <View className="rows__note">{words.note}</View>
      )}
      <RowsOf of={store.rows} none={<Empty title={words.none}>{words.noneNote}</Empty>} end={words.end}>
        {(one) => <CommentCard key={one.id} one={one} waiting={store.waiting.get(one.id) ?? null} now={store.now} />}
      </RowsOf>
      <Card>
        <Row title={words.file} onTap={() => go(routes.fileReport)} />
      </Card>
      {isWriting && !bar && <WriteSheet store={store} onSend={() => void send()} onClose={() => setWriting(false)} />}
    </Page>
  );
});

const CommentsPage = observer(() => {
  const { params } = useRouter();
  const [noticeId, at] = [commentsOf(params), placeIn(params)];
  // Whoever signs in while they write goes on writing: what they typed is theirs then.
  const [isWriting, setWriting] = useState(false);
  const { owner } = session;
  const page = { noticeId, at, owner, isWriting, setWriting };
  return <Comments key={`${noticeId} ${owner ?? ''}`} {...page} />;
});

export default CommentsPage;
