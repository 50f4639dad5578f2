import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import { Camera } from '../../kit/ui/Camera';
import type { Editing } from '../editing';
import { say } from '../words';

interface Props {
  editing: Editing;
  onSend: () => void;
  onClose: () => void;
}

/** Changes a note. What was typed is still here after a failure, and after closing. */
export const EditSheet = observer(({ editing, onSend, onClose }: Props) => {
  const { draft, shots, sent, isEmpty, note } = editing;
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={isEmpty} onTap={onSend}>
        {isEmpty ? say.edit.needed : say.edit.save}
      </Button>
    </>
  );
  return (
    <Sheet title={say.edit.title} foot={foot} onClose={onClose}>
      {note.reportId !== null && <View className="diary__sheet">{say.edit.noteRaised}</View>}
      <Field
        long
        label={say.edit.label}
        placeholder={say.write.hint}
        max={limits.reportWords}
        value={draft.form.text}
        wrong={sent.failure?.fields['text']}
        onChange={(text) => draft.change({ text })}
      />
      <Camera shots={shots} size="small" />
    </Sheet>
  );
});
