import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { session } from '../../kit/session';
import { Button, Card, Failed } from '../../kit/ui';
import { join } from '../joining';
import type { NoticeStore } from '../store';
import { say } from '../words';

/** For somebody without a community, the one whose notice they are reading. */
export const Join = observer(({ store }: { store: NoticeStore }) => {
  const place = store.neighbourhood;
  if (!place || !session.me || session.settled) return null;
  // What everyone must know asks for a community itself, to be told of it.
  if (session.person && store.mustBeKnown) return null;
  return (
    <Card>
      <View>{say.joinWhy}</View>
      {store.joined.failure && <Failed failure={store.joined.failure} />}
      <View className="notice__join">
        <Button busy={store.joined.busy} onTap={() => void join(store, place)}>
          {say.join(place.name)}
        </Button>
      </View>
    </Card>
  );
});
