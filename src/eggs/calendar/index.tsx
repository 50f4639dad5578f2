import { usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Empty, Failed, Loads, Page, Skeleton } from '../../kit/ui';
import { Days } from '../parts/Days';
import { CalendarStore } from '../store';
import { say } from '../words';

const CalendarPage = observer(() => {
  const [store] = useState(() => new CalendarStore(call));
  const { epoch, me, failure } = session;
  const isSomebody = session.person !== null;
  useEffect(() => {
    if (isSomebody) void store.load();
  }, [store, epoch, isSomebody]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));

  if (!me) {
    return <Page>{failure ? <Failed failure={failure} onRetry={() => void session.start()} /> : <Skeleton />}</Page>;
  }
  if (!isSomebody) {
    return (
      <Page>
        <Empty title={say.anonymous}>{say.anonymousNote}</Empty>
        {me.demo && (
          <Button kind="main" onTap={() => void session.somebody()}>
            {say.signIn}
          </Button>
        )}
      </Page>
    );
  }
  return (
    <Page>
      <Loads of={store.calendar} retry={() => void store.load()}>
        {(calendar) =>
          calendar.campaign ? (
            <Days calendar={calendar} campaign={calendar.campaign} />
          ) : me.home ? (
            <Empty title={say.none}>{say.noneNote}</Empty>
          ) : (
            <>
              <Empty title={say.homeless}>{say.homelessNote}</Empty>
              <Button kind="main" onTap={() => go(routes.find)}>
                {say.find}
              </Button>
            </>
          )
        }
      </Loads>
    </Page>
  );
});

export default CalendarPage;
