import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { isWeapp, platform } from '../../kit/platform';
import { a11y, Button, Card, Empty, Failed, Loads, Row } from '../../kit/ui';
import { wechat } from '../../kit/wechat';
import { words } from '../../kit/words';
import { MyPage } from '../parts/MyPage';
import { RemindingStore } from '../../kit/reminding';
import { say } from '../words';
import './index.scss';

const { reminders } = say;

const Reminders = observer(({ personId }: { personId: string }) => {
  const [store] = useState(() => new RemindingStore(call, keep, personId, wechat.askToRemind));
  useEffect(() => void (isWeapp && store.load()), [store]);
  if (!isWeapp) return <Empty title={reminders.none}>{reminders.noneNote}</Empty>;
  const told = (isKept: boolean) => isKept && platform.say(reminders.kept);
  return (
    <Loads of={store.offers} retry={() => void store.load()}>
      {(offers) =>
        offers.length === 0 ? (
          <Empty title={reminders.noneHere}>{reminders.noneHereNote}</Empty>
        ) : (
          <>
            <View className="reminders__note">{reminders.intro}</View>
            <Card>
              {offers.map(({ template, left }) => (
                <Row
                  key={template}
                  title={say.templates[template]}
                  note={
                    <>
                      <View>{reminders.what[template]}</View>
                      <View className="reminders__left">{reminders.left(left)}</View>
                    </>
                  }
                />
              ))}
            </Card>
            {store.outcome && (
              <View className="reminders__outcome" {...a11y('status')}>
                {reminders[store.outcome]}
              </View>
            )}
            {store.isWaiting && store.sent.failure && (
              <>
                <Failed failure={store.sent.failure} />
                <View className="reminders__outcome">{reminders.waiting}</View>
              </>
            )}
            {store.isWaiting ? (
              <Button kind="main" busy={store.sent.busy} onTap={() => void store.send().then(told)}>
                {words.failed.retry}
              </Button>
            ) : (
              <Button kind="main" onTap={() => void store.ask().then(told)}>
                {reminders.ask}
              </Button>
            )}
            <View className="reminders__note reminders__note--under">{reminders.free}</View>
          </>
        )
      }
    </Loads>
  );
});

const RemindersPage = () => <MyPage>{(personId) => <Reminders key={personId} personId={personId} />}</MyPage>;

export default RemindersPage;
