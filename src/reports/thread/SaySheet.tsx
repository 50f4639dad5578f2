import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import { Camera } from '../../kit/ui/Camera';
import { words } from '../../kit/words';
import type { SayingStore } from './saying';
import { say } from './words';
import './thread.scss';

interface Props {
  store: SayingStore;
  what: SayingStore['what'];
  /** It can no longer be said here. */
  isOver: boolean;
  onSend: () => void;
  onAnew: () => void;
  onClose: () => void;
}

/** Words and photographs for a thread. Both are still here after a failure, and after closing. */
export const SaySheet = observer(({ store, what, isOver, onSend, onAnew, onClose }: Props) => {
  const says = what === 'object' ? say.objecting : say.word;
  const { sent } = store;
  const lack = store.text.trim() ? null : words.edit.lackWords;
  const foot = (
    <>
      {isOver ? (
        <View>{say.anew.note}</View>
      ) : sent.failure?.refusal === 'input.idReused' ? (
        <View>{say.reused}</View>
      ) : (
        sent.failure && <Failed failure={sent.failure} />
      )}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={isOver ? onAnew : onSend}>
        {lack ?? (isOver ? say.anew.send : says.send)}
      </Button>
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={onClose}>
      <View className="thread__note">{says.note}</View>
      <Field
        long
        label={says.label}
        placeholder={says.hint}
        max={limits.reportWords}
        value={store.text}
        wrong={sent.failure?.fields['text']}
        onChange={(text) => store.type(text)}
      />
      <View className="thread__label">{say.photos}</View>
      <Camera shots={store.shots} size="small" />
    </Sheet>
  );
});
