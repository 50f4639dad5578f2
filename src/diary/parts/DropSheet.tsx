import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Failure } from '../../kit/failure';
import { Button, Failed, Sheet } from '../../kit/ui';
import { say } from '../words';

interface Props {
  /** Whether it became a report, which stays. */
  isRaised: boolean;
  busy: boolean;
  failure: Failure | null;
  onDrop: () => void;
  onClose: () => void;
}

/** Nothing of a note is left once it is thrown away: it is asked once more. */
export const DropSheet = observer(({ isRaised, busy, failure, onDrop, onClose }: Props) => {
  const foot = (
    <>
      {failure && <Failed failure={failure} />}
      <Button kind="main" busy={busy} onTap={onDrop}>
        {say.drop.sure}
      </Button>
      <Button onTap={onClose}>{say.drop.keep}</Button>
    </>
  );
  return (
    <Sheet title={say.drop.title} foot={foot} onClose={onClose}>
      <View className="diary__sheet">{isRaised ? say.drop.noteRaised : say.drop.note}</View>
    </Sheet>
  );
});
