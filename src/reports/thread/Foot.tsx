import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { Button, CallPlace, Failed } from '../../kit/ui';
import { view } from '../../kit/view';
import type { ThreadStore } from './thread';
import { say } from './words';
import './thread.scss';

/**
 * Whether it is really solved, at the thumb of the one who raised it; in the elder view it is
 * the place of the phone, unless there is this to be said: then the phone stands above the thread.
 */
export const Foot = observer(({ store, onObject }: { store: ThreadStore; onObject: () => void }) => {
  const may = store.report.value?.may ?? [];
  const { done, hours } = store;
  // Nobody answers now, or nobody has: the card above says that one may call.
  const { state } = store.report.value?.clock ?? {};
  const isCall = state === 'resting' || state === 'late';
  const agree = async () => {
    if (await store.agree()) platform.say(say.agreed);
  };
  return (
    <>
      {may.includes('agree') && (
        <>
          {done.failure && <Failed failure={done.failure} />}
          <View className="thread__asked">{say.ask}</View>
          <View className="thread__two">
            <Button kind="main" busy={done.busy} onTap={() => void agree()}>
              {say.agree}
            </Button>
            {may.includes('object') && <Button onTap={onObject}>{say.object}</Button>}
          </View>
        </>
      )}
      {view.elder && !may.includes('agree') && (
        <CallPlace phone={hours.value?.phone} kind={isCall ? 'main' : 'plain'} />
      )}
    </>
  );
});
