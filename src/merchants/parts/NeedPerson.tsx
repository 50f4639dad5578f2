import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { toFailure } from '../../kit/failure';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { Button, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';

export const signIn = () => void session.somebody().catch((thrown: unknown) => platform.say(toFailure(thrown).message));

/** Something that only somebody known can do: why, and the way in. It is gone as soon as they are. */
export const NeedPerson = observer(({ why, onClose }: { why: string; onClose: () => void }) =>
  session.person ? null : (
    <Sheet
      title={say.signIn.title}
      foot={
        <Button kind="main" onTap={signIn}>
          {words.signIn}
        </Button>
      }
      onClose={onClose}
    >
      <View className="shops__note">{why}</View>
    </Sheet>
  ),
);
