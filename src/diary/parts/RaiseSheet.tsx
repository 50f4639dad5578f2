import { View } from '@tarojs/components';
import type { Note } from '../../../types/diary';
import { Button, Sheet } from '../../kit/ui';
import { say } from '../words';
import { Photos } from './Photos';

interface Props {
  note: Note;
  onRaise: () => void;
  onEdit: () => void;
  onClose: () => void;
}

/** A note was written for nobody else: before others read it, its writer sees what they will read, and who they are. */
export const RaiseSheet = ({ note: { text, pictures }, onRaise, onEdit, onClose }: Props) => {
  const foot = (
    <>
      <Button kind="main" onTap={onRaise}>
        {say.raise.send}
      </Button>
      <Button onTap={onEdit}>{say.raise.edit}</Button>
    </>
  );
  return (
    <Sheet title={say.raise.title} foot={foot} onClose={onClose}>
      <View className="diary__sheet">{say.raise.who}</View>
      <View className="diary__quote">
        <View className="diary__text">{text}</View>
        <Photos urls={pictures.map(({ url }) => url)} />
      </View>
    </Sheet>
  );
};
