import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn } from '../../kit/entry';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { a11y, Empty, Loads, Page, SignIn, WithMe } from '../../kit/ui';
import { BadLink } from '../parts/BadLink';
import { PickUps } from '../parts/PickUps';
import { PickUpStore, type PickUp } from '../picking';
import { MyEggs } from './MyEggs';
import { Others } from './Others';
import { Proxy } from './Proxy';
import { say } from './words';
import './index.scss';

/** Picking eggs up: my code at the desk, who may come in my place, and for whom I come. */
const Picking = observer(({ campaignId }: { campaignId: string }) => {
  const [store] = useState(() => new PickUpStore(call, campaignId));
  useEffect(() => void store.load(), [store]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  return (
    <Loads of={store.state} retry={() => void store.load()}>
      {(state: PickUp) => (
        <>
          <View className="pickup__name" {...a11y('heading')}>
            {state.campaign.name}
          </View>
          {state.community && <View className="pickup__facts">{state.community.name}</View>}
          <MyEggs store={store} state={state} />
          <View className="pickup__section" {...a11y('heading')}>
            {say.where}
          </View>
          <PickUps
            campaign={state.campaign}
            code={state.community?.code ?? session.me?.home?.code ?? null}
            today={state.today}
          />
          <View className="pickup__note">{say.whereNote}</View>
          {(state.left > 0 || state.proxy !== null) && <Proxy store={store} state={state} />}
          <Others store={store} state={state} />
        </>
      )}
    </Loads>
  );
});

const PickUpPage = observer(() => {
  const campaignId = campaignIn(useRouter().params);
  const { person, epoch } = session;
  if (!campaignId)
    return (
      <Page>
        <BadLink />
      </Page>
    );
  return (
    <Page>
      <WithMe>
        {() =>
          person ? (
            // Whose eggs they are: another person on this phone begins with nothing of the one before.
            <Picking key={epoch} campaignId={campaignId} />
          ) : (
            <>
              <Empty title={say.anonymous}>{say.anonymousNote}</Empty>
              <SignIn kind="main" />
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

export default PickUpPage;
