import { usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Empty, Loads, Page, SignIn, WithMe } from '../../kit/ui';
import { Days, Waiting } from '../parts/Days';
import { CalendarStore } from '../store';
import { say } from '../words';

const CalendarPage = observer(() => {
  const [store] = useState(() => new CalendarStore(call));
  const { epoch } = session;
  const isSomebody = session.person !== null;
  useEffect(() => {
    if (isSomebody) void store.load();
  }, [store, epoch, isSomebody]);
  usePullDownRefresh(() => {
    void Promise.resolve(isSomebody && store.load()).finally(platform.stopPullDown);
  });

  return (
    <Page>
      <WithMe>
        {(me) => {
          if (!isSomebody) {
            return (
              <>
                <Empty title={say.anonymous}>{say.anonymousNote}</Empty>
                <SignIn kind="main" />
              </>
            );
          }
          return (
            <Loads of={store.calendar} retry={() => void store.load()}>
              {(calendar) => {
                if (calendar.campaign) return <Days calendar={calendar} campaign={calendar.campaign} />;
                if (me.home)
                  return (
                    <>
                      <Empty title={say.none}>{say.noneNote}</Empty>
                      <Waiting waiting={calendar.waiting} today={calendar.today} />
                      <Button onTap={() => go(routes.proxy)}>{say.toProxy}</Button>
                    </>
                  );
                return (
                  <>
                    <Empty title={say.homeless}>{say.homelessNote}</Empty>
                    <Button kind="main" onTap={() => go(routes.find)}>
                      {say.find}
                    </Button>
                  </>
                );
              }}
            </Loads>
          );
        }}
      </WithMe>
    </Page>
  );
});

export default CalendarPage;
