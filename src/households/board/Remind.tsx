import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { platform } from '../../kit/platform';
import { Button, Failed, Sheet } from '../../kit/ui';
import { say } from '../words';
import type { BoardStore } from './store';

const { board: says } = say;

/** A message to those left who agreed to be told. What happens is read before it happens. */
export const Remind = observer(({ store }: { store: BoardStore }) => {
  const [isAsking, setAsking] = useState(false);
  const { remindedToday, reminded } = store;
  const willing = store.board.value?.willing ?? 0;
  const open = () => {
    reminded.set(null);
    setAsking(true);
  };
  const send = async () => {
    const n = await store.remind();
    if (n === null) return;
    setAsking(false);
    platform.say(says.reminded(n));
  };
  if (remindedToday === null && willing === 0) return null;
  return (
    <>
      <View className="board__remind">
        <Button disabled={remindedToday !== null} onTap={open}>
          {remindedToday === null ? says.remind(willing) : says.remindedAt(say.ago(remindedToday))}
        </Button>
      </View>
      {isAsking && (
        <Sheet
          title={says.remindTitle}
          foot={
            <>
              {reminded.failure && <Failed failure={reminded.failure} />}
              <Button kind="main" busy={reminded.busy} disabled={remindedToday !== null} onTap={() => void send()}>
                {remindedToday === null ? says.remindSend : says.remindedAt(say.ago(remindedToday))}
              </Button>
            </>
          }
          onClose={() => setAsking(false)}
        >
          <View className="board__note">{says.remindNote(willing)}</View>
        </Sheet>
      )}
    </>
  );
});
