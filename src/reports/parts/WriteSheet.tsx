import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import type { Failure } from '../../kit/failure';
import { session } from '../../kit/session';
import { Button, Failed, Field, Sheet, SignIn } from '../../kit/ui';
import { words as common } from '../../kit/words';
import type { CommentsStore } from '../commenting';
import { say } from '../words';
import { Barred } from './Barred';
import './rows.scss';

interface Props {
  store: CommentsStore;
  onSend: () => void;
  onClose: () => void;
}

const { comments: words } = say;

/** A refusal in words that lead on. */
const Refused = ({ failure }: { failure: Failure | null }) => {
  if (!failure) return null;
  const { refusal } = failure;
  if (refusal === 'report.elsewhere') return <Barred why="elsewhere" hasText />;
  if (refusal === 'report.homeless') return <Barred why="homeless" hasText />;
  if (refusal === 'input.idReused') return <View className="rows__note">{words.reused}</View>;
  return <Failed failure={failure} />;
};

/** A word under the notice. What was typed outlives a failure, signing in, and closing. */
export const WriteSheet = observer(({ store, onSend, onClose }: Props) => {
  const { sent, draft } = store;
  const { text } = draft.form;
  const lack = text.trim() ? null : common.edit.lackWords;
  const isKnown = session.person !== null || !session.me;
  const foot = (
    <>
      <Refused failure={sent.failure} />
      {isKnown ? (
        <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={onSend}>
          {lack ?? words.send}
        </Button>
      ) : (
        <SignIn kind="main" />
      )}
    </>
  );
  return (
    <Sheet title={words.write} foot={foot} onClose={onClose}>
      <View className="rows__note">{words.note}</View>
      <Field
        long
        label={words.label}
        placeholder={words.hint}
        max={limits.reportWords}
        value={text}
        wrong={sent.failure?.fields['text']}
        onChange={(typed) => store.type(typed)}
      />
      {!isKnown && <View className="rows__note">{say.signIn}</View>}
    </Sheet>
  );
});
