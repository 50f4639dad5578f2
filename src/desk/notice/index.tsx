import { View } from '@tarojs/components';
import { useDidShow, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { limits } from '../../../types/limits';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Failed, Field, Loads, Page, Row, Sheet, Tag } from '../../kit/ui';
import { Figures } from '../parts/Figures';
import { NoticeDeskStore } from '../store';
import { say } from '../words';
import './index.scss';

const NoticeDesk = observer(() => {
  const { id = '' } = useRouter().params;
  const [store] = useState(() => new NoticeDeskStore(call, keep, id));
  const [withdrawing, setWithdrawing] = useState(false);
  const { epoch } = session;
  useEffect(() => void store.load(), [store, epoch]);
  useDidShow(() => void (store.managed.value && store.load()));

  const withdraw = async () => {
    if (!(await store.withdraw())) return;
    setWithdrawing(false);
    platform.say(say.withdrawn);
  };
  const { acts } = say;
  return (
    <Page>
      <Loads of={store.managed} retry={() => void store.load()}>
        {({ notice, may }) => (
          <>
            <View>
              <Tag tone="pine">{say.states[notice.state]}</Tag>
              {notice.pinned && <Tag tone="red">{say.pinned}</Tag>}
            </View>
            <View className="desknotice__title" {...a11y('heading')}>
              {notice.title}
            </View>
            {may.includes('figures') && <Figures store={store} />}
            <Card>
              <Row title={say.open} label={say.open} onTap={() => go(routes.notice(id))} />
              {may.includes('edit') && <Row title={acts.edit} label={acts.edit} onTap={() => go(routes.rewrite(id))} />}
              {may.includes('pin') && (
                <Row
                  title={notice.pinned ? acts.unpin : acts.pin}
                  label={notice.pinned ? acts.unpin : acts.pin}
                  onTap={() => void store.pin(!notice.pinned)}
                />
              )}
              {may.includes('correct') && (
                <Row title={acts.correct} label={acts.correct} onTap={() => go(routes.rewrite(id))} />
              )}
              {may.includes('withdraw') && (
                <Row title={acts.withdraw} label={acts.withdraw} onTap={() => setWithdrawing(true)} />
              )}
            </Card>
            {store.act.failure && !withdrawing && <Failed failure={store.act.failure} />}
          </>
        )}
      </Loads>
      {withdrawing && (
        <Sheet title={acts.withdraw} onClose={() => setWithdrawing(false)}>
          <Field
            label={say.reason}
            placeholder={say.reasonHint}
            max={limits.reason}
            value={store.reason}
            wrong={store.act.failure?.fields['reason']}
            onChange={(reason) => store.setReason(reason)}
          />
          {store.act.failure && <Failed failure={store.act.failure} onRetry={() => void withdraw()} />}
          <Button kind="main" busy={store.act.busy} disabled={!store.reason.trim()} onTap={() => void withdraw()}>
            {say.withdraw}
          </Button>
        </Sheet>
      )}
    </Page>
  );
});

export default NoticeDesk;
