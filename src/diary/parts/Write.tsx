import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { Button, Field } from '../../kit/ui';
import { Camera } from '../../kit/ui/Camera';
import { words } from '../../kit/words';
import type { Box } from '../noting';
import { say } from '../words';

interface Props {
  box: Box;
  label: string;
  /** Open for typing at once: somebody comes from a walk. */
  focus: boolean;
  onPut: () => void;
}

/** One note: a few words, perhaps a photograph, and one tap. It is low enough to stand above a keyboard. */
export const Write = observer(({ box, label, focus, onPut }: Props) => {
  const { writing } = box;
  const { shots } = writing;
  const isBare = shots.all.length === 0;
  const take = async () => {
    const paths = await platform.pickPictures(limits.reportPictures);
    await shots.add(paths.slice(0, limits.reportPictures));
  };
  return (
    <View className="diary__write">
      <Field
        // Another note is another field.
        key={writing.name}
        long
        focus={focus}
        label={label}
        placeholder={say.write.hint}
        max={limits.reportWords}
        value={writing.form.text}
        onChange={(text) => writing.draft.change({ text })}
      />
      <View className="diary__voice">{shots.hasLost ? words.photos.lost : say.write.voice}</View>
      {!isBare && <Camera shots={shots} size="small" />}
      <View className="diary__put">
        {isBare && (
          <View className="diary__take">
            <Button onTap={() => void take()}>{words.photos.take}</Button>
          </View>
        )}
        <View className="diary__send">
          <Button kind="main" disabled={writing.isEmpty} onTap={onPut}>
            {writing.isEmpty ? say.write.needed : say.write.send}
          </Button>
        </View>
      </View>
    </View>
  );
});
