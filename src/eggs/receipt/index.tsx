import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn, dayIn } from '../../kit/entry';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Empty, Loads, Page, SignIn, WithMe } from '../../kit/ui';
import { BadLink } from '../parts/BadLink';
import { Laid } from '../parts/Laid';
import { NotLaid } from '../parts/NotLaid';
import { ReceiptStore } from '../store';
import { say } from '../words';

/** One day of mine in a campaign: its egg and what it rests on, or why there is none. */
const Day = observer(({ campaignId, day }: { campaignId: string; day: string }) => {
  const [store] = useState(() => new ReceiptStore(call, campaignId, day));
  const { epoch } = session;
  const isSomebody = session.person !== null;
  useEffect(() => {
    if (isSomebody) void store.load();
  }, [store, epoch, isSomebody]);
  usePullDownRefresh(() => {
    void Promise.resolve(isSomebody && store.load()).finally(platform.stopPullDown);
  });

  return (
    <WithMe>
      {() =>
        isSomebody ? (
          <Loads of={store.receipt} retry={() => void store.load()}>
            {(receipt) =>
              receipt.egg ? <Laid store={store} receipt={receipt} egg={receipt.egg} /> : <NotLaid receipt={receipt} />
            }
          </Loads>
        ) : (
          <>
            <Empty title={say.anonymousReceipt}>{say.anonymousNote}</Empty>
            <SignIn kind="main" />
          </>
        )
      }
    </WithMe>
  );
});

const ReceiptPage = observer(() => {
  const { params } = useRouter();
  const [campaignId, day] = [campaignIn(params), dayIn(params)];
  return (
    // Whose day it is: another person on this phone begins with nothing of the one before.
    <Page>{campaignId && day ? <Day key={session.epoch} campaignId={campaignId} day={day} /> : <BadLink />}</Page>
  );
});

export default ReceiptPage;
