import { Text, View } from '@tarojs/components';
import { useDidHide, useDidShow, useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useRef, useState } from 'react';
import { call, fileUrl } from '../../kit/call';
import { cardIn, noticeIn } from '../../kit/entry';
import { usePlacePhone } from '../../kit/phones';
import { platform } from '../../kit/platform';
import { useRested } from '../../kit/rested';
import { routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Article, Button, CallPlace, Card, Icon, Loads, Page, Row, Skeleton } from '../../kit/ui';
import { view } from '../../kit/view';
import { voice } from '../../kit/voice';
import { wechat } from '../../kit/wechat';
import { words } from '../../kit/words';
import { Aloud } from '../aloud';
import { foreseenOf } from '../foreseen';
import { GroupStore } from '../group';
import { Acknowledge, Press, useAcknowledging } from '../parts/Acknowledge';
import { Actions } from '../parts/Actions';
import { Group } from '../parts/Group';
import { Join } from '../parts/Join';
import { ReadAloud } from '../parts/ReadAloud';
import { ReadLine } from '../parts/ReadLine';
import { Staff } from '../parts/Staff';
import { Definitions, ShareLink, Versions } from '../parts/Sheets';
import { NoticeStore } from '../store';
import { say } from '../words';
import './index.scss';

/** Longer than this nobody's words keep the phone from asking who is here. */
const LATE_MS = 1_000;

const textOf = ({ title, body }: { title: string; body: string }): string => `${title}。\n${body}`;

const NoticePage = observer(() => {
  const { params } = useRouter();
  const id = noticeIn(params);
  const [{ store, group, aloud, isEntry }] = useState(() => {
    const entry = { card: cardIn(params), scene: wechat.entryScene(routes.noticePage, id) };
    const store = new NoticeStore(call, id, entry);
    // Under way before anything is drawn: with one request the text is there, and a card for sharing on may follow it.
    void store.open();
    return {
      store,
      group: new GroupStore(call, entry, wechat.groupEntry, () => session.renew()),
      aloud: new Aloud(voice()),
      isEntry: entry.scene !== undefined,
    };
  });
  const [sheet, setSheet] = useState<'figures' | 'versions' | 'share' | null>(null);
  const { epoch } = session;
  const isFirst = useRef(true);

  useEffect(() => {
    if (!isFirst.current) void store.reopen();
    isFirst.current = false;
  }, [store, epoch]);
  // At a cold start WeChat may have fetched it already: it is in sight before the cloud has answered.
  useEffect(() => {
    if (!isEntry) return;
    wechat.onPrefetched((fetched) => {
      const foreseen = foreseenOf(fetched, routes.noticePage, id);
      if (foreseen) store.foresee(foreseen);
    });
  }, [store, id, isEntry]);
  useEffect(() => wechat.shareWithTicket(), []);
  const { isSomebodys } = store;
  useEffect(() => {
    if (isSomebodys) void group.tell();
  }, [group, isSomebodys]);
  const notice = store.opened.value?.notice;
  // What belongs to the words is drawn once these are on the screen.
  const [isDrawn, setDrawn] = useState(false);
  const isHere = notice !== undefined;
  useEffect(() => {
    if (isHere) platform.onDrawn(() => setDrawn(true));
  }, [isHere]);
  // And so is the question who is here, unless the words are late, or do not come.
  const isAskable = isDrawn || store.opened.failure !== null;
  useEffect(() => {
    const asking = setTimeout(() => void session.startOnce(), isAskable ? 0 : LATE_MS);
    return () => clearTimeout(asking);
  }, [isAskable]);
  useDidHide(() => {
    store.leave();
    aloud.stop();
  });
  useDidShow(() => {
    store.resume();
    if (isSomebodys) void group.tell();
  });
  // Not `useUnload`, which a page that was left before it was drawn never hears.
  useEffect(
    () => () => {
      store.leave();
      aloud.stop();
    },
    [store, aloud],
  );

  const title = store.card?.title ?? notice?.title ?? words.name;
  const path = store.card?.path ?? routes.notice(id);
  const image = store.card && { imageUrl: fileUrl(store.card.imageUrl) };
  useShareAppMessage(() => ({ title, path, ...image }));
  useShareTimeline(() => ({ title, query: path.split('?')[1] ?? '', ...image }));

  const isPublished = notice?.state === 'published';
  // In the elder view a voice and a person are always one tap away, and sharing follows the reading. What must be known has a press of
  // its own, and one main action is enough. Whoever answers for the notice has no need of either, and hands the card on.
  const isStaffs = (store.opened.value?.may.length ?? 0) > 0;
  const placePhone = usePlacePhone();
  const phone = notice?.phone ?? placePhone;
  const isAtHand = view.elder && !isStaffs && (phone || aloud.isOffered);
  const kind = notice?.mustKnow ? 'plain' : 'main';
  // What must be known is pressed at the thumb there, and the voice waits above; a double tap has no second button under it.
  const acknowledging = useAcknowledging(store, isDrawn);
  const isDue = view.elder && !isStaffs && acknowledging?.isDue === true;
  const isRested = useRested(isDue);
  const isPressed = acknowledging !== null && (isDue || !isRested);
  const share = <Actions noticeId={id} at={notice?.place.code ?? ''} onShare={() => setSheet('share')} />;
  return (
    <Page
      phoned={Boolean(isAtHand && phone)}
      foot={
        isPublished &&
        (isAtHand ? (
          <>
            {isPressed ? (
              <Press of={store} store={acknowledging} isRested={isRested} />
            ) : (
              <ReadAloud aloud={aloud} text={textOf(notice)} />
            )}
            {notice.phone ? (
              <Button kind={kind} onTap={() => platform.phone(notice.phone ?? '')}>
                <Icon name="phone" />
                <Text>{words.article.phone}</Text>
              </Button>
            ) : (
              <CallPlace phone={placePhone} kind={kind} />
            )}
          </>
        ) : (
          share
        ))
      }
    >
      <Loads of={store.opened} retry={() => void store.open()} waiting={<Skeleton lines={7} />}>
        {(opened) => (
          <>
            <Article
              notice={opened.notice}
              phoned={Boolean(isAtHand)}
              figures={
                opened.notice.state === 'published' && (
                  <View className="notice__figures" {...a11y('button')} onClick={() => setSheet('figures')}>
                    {say.figures(store.readers, opened.opens)}
                    <View className="notice__how">{say.figuresHow}</View>
                  </View>
                )
              }
              instead={
                opened.notice.withdrawn && (
                  <Card>
                    <Row
                      title={say.withdrawn}
                      note={say.withdrawnWhy(opened.notice.withdrawn.reason)}
                      end={words.moment(opened.notice.withdrawn.at)}
                    />
                  </Card>
                )
              }
            />
            {isDrawn && (
              <>
                {isPublished && (!view.elder || isPressed) && <ReadAloud aloud={aloud} text={textOf(opened.notice)} />}
                <ReadLine store={store} />
                <Acknowledge of={store} store={acknowledging} isAtThumb={Boolean(isAtHand) && isPressed} />
                <Join store={store} />
                {opened.notice.correctedAt && !opened.notice.withdrawn && (
                  <Button
                    kind="quiet"
                    onTap={() => {
                      setSheet('versions');
                      void store.loadVersions();
                    }}
                  >
                    {say.versions}
                  </Button>
                )}
                <Staff noticeId={id} may={opened.may} />
                <Group store={group} place={opened.notice.place} />
                {isPublished && isAtHand && share}
              </>
            )}
          </>
        )}
      </Loads>
      {sheet === 'figures' && <Definitions onClose={() => setSheet(null)} />}
      {sheet === 'versions' && <Versions store={store} onClose={() => setSheet(null)} />}
      {sheet === 'share' && <ShareLink path={path} onClose={() => setSheet(null)} />}
    </Page>
  );
});

export default NoticePage;
