import { useDidShow, usePullDownRefresh, useReachBottom } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { usePlacePhone } from '../../kit/phones';
import { Button, CallPlace, Card, Empty, Page, Row, SignIn, WithMe } from '../../kit/ui';
import { cloudNow, heard } from '../clock';
import { FILING, type Filing } from '../filing/filing';
import type { ReportRow } from '../kinds';
import { ReportCard } from '../parts/ReportCard';
import { RowsOf } from '../parts/RowsOf';
import { Rows } from '../rows';
import { say } from '../words';

const { mine: words } = say;

/** What was written and has not gone out: it is said here too, so that nobody believes it is on its way. */
const keptFiling = (owner: string | null): Filing | null => {
  const form = keepFor(keep, owner).get<{ form: Filing }>(FILING)?.form;
  return form && (form.text.trim() || form.shots.length > 0) ? form : null;
};

const Mine = observer(({ owner }: { owner: string }) => {
  const [store] = useState(
    () =>
      new Rows<ReportRow>(async (before) => {
        const { reports, next } = await call.reports.mine(before ? { before } : {});
        heard(reports[0]?.clock.now);
        return { rows: reports, next };
      }),
  );
  const [draft, setDraft] = useState(() => keptFiling(owner));
  useEffect(() => void store.load(), [store]);
  useDidShow(() => {
    setDraft(keptFiling(owner));
    if (store.list.value) void store.load();
  });
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  useReachBottom(() => void store.loadMore());
  const now = cloudNow();
  return (
    <>
      {draft && (
        <Card>
          <Row
            title={draft.queued ? words.queued : words.draft}
            note={draft.queued ? words.queuedNote : words.draftNote}
            onTap={() => go(routes.fileReport)}
          />
        </Card>
      )}
      <RowsOf of={store} none={<Empty title={words.none}>{words.noneNote}</Empty>} end={words.end}>
        {(report) => <ReportCard key={report.id} report={report} now={now} />}
      </RowsOf>
    </>
  );
});

const MinePage = observer(() => {
  const { person } = session;
  const phone = usePlacePhone();
  return (
    <Page
      phoned
      foot={
        <>
          <Button kind="main" onTap={() => go(routes.fileReport)}>
            {words.file}
          </Button>
          <CallPlace phone={phone} />
        </>
      }
    >
      <WithMe>
        {() =>
          person ? (
            <Mine key={person.id} owner={person.id} />
          ) : (
            <>
              <Empty title={words.signIn}>{words.signInNote}</Empty>
              <SignIn />
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

export default MinePage;
