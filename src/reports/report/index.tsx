import { View } from '@tarojs/components';
import { useDidHide, useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, upload } from '../../kit/call';
import { reportIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, CallPlace, Card, Empty, Loads, Page, Row, SignIn, Skeleton, WithMe } from '../../kit/ui';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import type { Report } from '../kinds';
import { ClockCard } from '../parts/ClockCard';
import { StateTag } from '../parts/StateTag';
import { hasStaffFoot, StaffActs, StaffFoot } from '../staff';
import { Foot } from '../thread/Foot';
import { ForMe } from '../thread/ForMe';
import { titleOf } from '../thread/lines';
import { Parts } from '../thread/Parts';
import { SayingStore } from '../thread/saying';
import { SaySheet } from '../thread/SaySheet';
import { ThreadStore } from '../thread/thread';
import { Timeline } from '../thread/Timeline';
import { say as thread } from '../thread/words';
import { say } from '../words';
import '../thread/thread.scss';

/** Whether the community's phone is on the page: at the foot in the elder view, and otherwise among what is theirs to do. */
const isPhoneHere = (report: Report): boolean => (view.elder ? !hasStaffFoot(report) : report.mine || report.joined);

/** One thread, for whoever may see it: who raised or joined it, who answers it, and who was called to it. */
const Thread = observer(({ id, owner }: { id: string; owner: string }) => {
  const [own] = useState(() => keepFor(keep, owner));
  const [store] = useState(() => new ThreadStore(call, id));
  const [word] = useState(() => new SayingStore(call, own, upload, platform, id, 'word'));
  const [objection] = useState(() => new SayingStore(call, own, upload, platform, id, 'object'));
  const [saying, setSaying] = useState<SayingStore | null>(null);
  useEffect(() => {
    void store.load();
    store.start();
    return () => store.stop();
  }, [store]);
  useDidShow(() => {
    store.start();
    if (store.report.value) void store.load();
  });
  useDidHide(() => store.stop());
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));

  const { value: report, failure } = store.report;
  const sayingWhat = saying?.what === 'object' && report?.may.includes('object') ? 'object' : 'word';
  const send = async () => {
    const said = saying && (await saying.send(sayingWhat));
    if (!said) return saying?.isStale ? store.refresh() : undefined;
    store.set(said);
    setSaying(null);
  };
  const anew = (one: SayingStore) => {
    if (!one.anew(store.report.value?.where ?? '')) platform.say(thread.anew.other);
    setSaying(null);
    go(routes.fileReport);
  };
  // What was typed and can no longer be said here is not lost.
  const isOver = report !== null && !store.isOpen;
  const kept = isOver && [objection, word].find(({ text }) => text.trim());
  const hasFoot = report?.may.includes('agree') === true || (view.elder && Boolean(store.hours.value?.phone));
  const changed = (now: Report) => store.set(now);
  const foot =
    report && hasStaffFoot(report) ? (
      <StaffFoot report={report} onChanged={changed} />
    ) : (
      hasFoot && <Foot store={store} onObject={() => setSaying(objection)} />
    );
  return (
    <Page phoned={report !== null || failure === null} foot={foot}>
      <Loads of={store.report} retry={() => void store.load()} waiting={<Skeleton lines={6} />}>
        {(shown) => (
          <>
            <ClockCard
              report={shown}
              now={store.now}
              canCall={Boolean(store.hours.value?.phone) && isPhoneHere(shown)}
            />
            <Head report={shown} />
            {view.elder && shown.may.includes('agree') && (
              <View className="thread__call">
                <CallPlace phone={store.hours.value?.phone} />
              </View>
            )}
            <Timeline report={shown} />
            <Parts parts={shown.parts} now={store.now} />
            {kept && <Anew onTap={() => anew(kept)} />}
            <ForMe store={store} report={shown} onWord={() => setSaying(word)} />
            <StaffActs report={shown} onChanged={changed} />
          </>
        )}
      </Loads>
      {saying && (
        <SaySheet
          store={saying}
          what={sayingWhat}
          isOver={isOver}
          onSend={() => void send()}
          onAnew={() => anew(saying)}
          onClose={() => setSaying(null)}
        />
      )}
    </Page>
  );
});

/** What was written for it and did not go out while it was open. */
const Anew = ({ onTap }: { onTap: () => void }) => (
  <Card>
    <Row title={thread.anew.row} note={thread.anew.rowNote} onTap={onTap} />
  </Card>
);

/** What it is, where it stands, and where it is. */
const Head = ({ report }: { report: Report }) => (
  <>
    <View className="thread__title" {...a11y('heading')}>
      {titleOf(report.text)}
    </View>
    <View className="thread__facts">
      <StateTag of={report} />
      <View className="thread__meta">
        {words.facts(
          report.place.name,
          report.grid?.name ?? null,
          report.where,
          report.people > 1 ? say.people(report.people) : null,
        )}
      </View>
      {!report.text.trim() && <View className="thread__meta">{thread.goneNote}</View>}
      {report.notice && <View className="thread__meta">{thread.under(report.notice.title)}</View>}
    </View>
  </>
);

const ReportPage = observer(() => {
  const id = reportIn(useRouter().params);
  const { me, person } = session;
  if (me && person) return <Thread key={`${id} ${person.id}`} id={id} owner={person.id} />;
  return (
    <Page>
      <WithMe>
        {() => (
          <>
            <Empty title={say.mine.signIn}>{say.mine.signInNote}</Empty>
            <SignIn kind="main" />
          </>
        )}
      </WithMe>
    </Page>
  );
});

export default ReportPage;
