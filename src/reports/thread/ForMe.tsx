import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { back, returnTo, routes } from '../../kit/routes';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Card, Failed, Row, Sheet } from '../../kit/ui';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import type { Report } from '../kinds';
import { Toggle } from '../parts/Toggle';
import { Rating } from './Rating';
import { Remind } from '../parts/Remind';
import type { ThreadStore } from './thread';
import { say } from './words';

const ROWS = ['word', 'allow', 'withdraw'] as const;

interface Props {
  store: ThreadStore;
  report: Report;
  onWord: () => void;
}

/** What the one who raised it, or joined it, may still do, below the thread. */
export const ForMe = observer(({ store, report, onWord }: Props) => {
  const [isWithdrawing, setWithdrawing] = useState(false);
  const { may, mine, joined, state } = report;
  const { done, hours } = store;
  const { person } = session;
  const isOpen = state !== 'closed' && state !== 'withdrawn';
  const leave = async () => {
    if (!(await store.leave())) return;
    platform.say(say.left);
    back();
  };
  const withdraw = async () => {
    const how = await store.withdraw();
    if (!how) return;
    platform.say(say.withdraw[how]);
    returnTo(routes.myReports);
  };
  const isTheirs = mine || joined;
  // In the elder view the phone is at the foot already.
  const phone = isTheirs && !view.elder && hours.value?.phone;
  const canLeave = joined && may.includes('leave');
  const hasRows = canLeave || Boolean(phone) || ROWS.some((act) => may.includes(act));
  return (
    <>
      {may.includes('rate') && <Rating reportId={report.id} onRated={(rated) => store.set(rated)} />}
      {isOpen && isTheirs && person && <Remind personId={person.id} about="reply" />}
      {done.failure && !isWithdrawing && <Failed failure={done.failure} />}
      {hasRows && (
        <Card>
          {may.includes('word') && <Row title={say.word.row} onTap={onWord} />}
          {may.includes('allow') && (
            <Toggle
              title={say.allow}
              note={say.allowNote}
              on={report.mayPublish}
              busy={done.busy}
              onChange={(on) => void store.allow(on)}
            />
          )}
          {canLeave && <Row title={say.leave} note={say.leaveNote} onTap={() => void leave()} />}
          {phone && <Row title={words.callPlace} note={phone} onTap={() => platform.phone(phone)} />}
          {may.includes('withdraw') && <Row title={say.withdraw.row} onTap={() => setWithdrawing(true)} />}
        </Card>
      )}
      {isWithdrawing && (
        <Sheet
          title={say.withdraw.title}
          foot={
            <>
              {done.failure && <Failed failure={done.failure} />}
              <Button kind="main" busy={done.busy} onTap={() => void withdraw()}>
                {say.withdraw.send}
              </Button>
              <Button onTap={() => setWithdrawing(false)}>{say.withdraw.keep}</Button>
            </>
          }
          onClose={() => setWithdrawing(false)}
        >
          <View className="thread__note">{say.withdraw.note}</View>
        </Sheet>
      )}
    </>
  );
});
