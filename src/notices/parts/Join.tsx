import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Card, Failed } from '../../kit/ui';
import type { NoticeStore } from '../store';
import { say } from '../words';

/** For somebody without a community, the one whose notice they are reading. */
export const Join = observer(({ store }: { store: NoticeStore }) => {
  const place = store.neighbourhood;
  if (!place || !session.me || session.settled) return null;
  const join = async () => {
    const done = await store.joined.from(async () => {
      await session.settle(place);
      return place;
    });
    if (done) platform.say(session.person ? say.joined(place.name) : say.visiting(place.name));
  };
  return (
    <Card>
      <View>{say.joinWhy}</View>
      {store.joined.failure && <Failed failure={store.joined.failure} />}
      <View className="notice__join">
        <Button busy={store.joined.busy} onTap={() => void join()}>
          {say.join(place.name)}
        </Button>
      </View>
    </Card>
  );
});
