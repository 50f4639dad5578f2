import { View } from '@tarojs/components';
import { useDidShow, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { limits } from '../../../types/limits';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { a11y, Article, Button, Card, Failed, Loads, Page } from '../../kit/ui';
import { codesOfNotice } from '../codes';
import { NoticeDeskStore } from '../managing';
import { Acts, type Asking } from '../parts/Acts';
import { CodeSheet } from '../parts/CodeSheet';
import { Doors } from '../parts/Doors';
import { Figures } from '../parts/Figures';
import { Held } from '../parts/Held';
import { LineSheet } from '../../kit/ui/LineSheet';
import { Marks } from '../parts/Marks';
import { say } from '../words';
import './index.scss';

const NoticeDesk = observer(() => {
  const { id = '' } = useRouter().params;
  const [store] = useState(() => new NoticeDeskStore(call, keep, id));
  const [asking, setAsking] = useState<Asking | null>(null);
  const { epoch } = session;
  useEffect(() => void store.load(), [store, epoch]);
  useDidShow(() => void (store.managed.value && store.load()));

  const ask = (act: Asking) => {
    store.begin();
    setAsking(act);
  };
  const close = () => {
    store.begin();
    setAsking(null);
  };
  const withdraw = async () => {
    if (!(await store.withdraw())) return;
    close();
    platform.say(say.withdrawn);
  };
  const release = async () => {
    if (!(await store.release())) return;
    close();
    platform.say(say.released);
  };
  const asked = { max: limits.reason, field: 'reason', sent: store.act, onClose: close };
  const foot = store.managed.value?.may.includes('release') && (
    <Button kind="main" onTap={() => ask('release')}>
      {say.acts.release}
    </Button>
  );
  return (
    <Page foot={foot}>
      <Loads of={store.managed} retry={() => void store.load()}>
        {({ notice, may }) => (
          <>
            {/* Where the whole of it follows, that it must be known is said there. */}
            <Marks of={notice.state === 'held' ? { ...notice, mustKnow: false } : notice} />
            {notice.held && <Held why={notice.held} />}
            {notice.state === 'held' ? (
              // Whoever lets it out has read it first.
              <Card>
                <Article notice={notice} />
              </Card>
            ) : (
              <View className="desknotice__title" {...a11y('heading')}>
                {notice.title}
              </View>
            )}
            {may.includes('figures') && <Figures store={store} place={notice.place} />}
            <Doors notice={notice} />
            <Acts notice={notice} may={may} onPin={(pinned) => void store.pin(pinned)} onAsk={ask} />
            {store.act.failure && !asking && <Failed failure={store.act.failure} />}
          </>
        )}
      </Loads>
      {asking === 'withdraw' && (
        <LineSheet {...asked} says={say.withdrawing} typed={store.withdrawReason} onSend={() => void withdraw()} />
      )}
      {asking === 'release' && (
        <LineSheet {...asked} says={say.releasing} typed={store.releaseReason} onSend={() => void release()} />
      )}
      {asking === 'code' && <CodeSheet title={say.acts.code} asks={codesOfNotice(call, id)} onClose={close} />}
    </Page>
  );
});

export default NoticeDesk;
