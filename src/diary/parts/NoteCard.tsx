import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Note } from '../../../types/diary';
import { go, routes } from '../../kit/routes';
import { shanghai } from '../../kit/time';
import { Button, Card, Failed } from '../../kit/ui';
import { words } from '../../kit/words';
import type { NotesStore } from '../notes';
import { say } from '../words';
import { Photos } from './Photos';

interface Props {
  store: NotesStore;
  note: Note;
  /** Whether notes of several places stand together. */
  isNamed: boolean;
  onEdit: () => void;
  onDrop: () => void;
  onRaise: () => void;
}

/** One note, and what its writer may do with it. */
export const NoteCard = observer(({ store, note, isNamed, onEdit, onDrop, onRaise }: Props) => {
  const { text, pictures, at, changedAt, place, reportId } = note;
  const isRaising = store.raising === note.id;
  const failure = isRaising ? store.raised.failure : null;
  return (
    <Card>
      {text !== '' && <View className="diary__text">{text}</View>}
      <Photos urls={pictures.map(({ url }) => url)} />
      <View className="diary__meta">
        {words.facts(
          words.clock(shanghai(at).clock),
          isNamed ? place.name : null,
          changedAt === null ? null : say.changed,
        )}
      </View>
      {failure && failure.refusal !== 'input.idReused' && <Failed failure={failure} />}
      {failure?.refusal === 'input.idReused' && (
        <>
          <View className="diary__reused">{say.raise.reused}</View>
          <Button onTap={() => go(routes.inbox)}>{say.raise.inbox}</Button>
        </>
      )}
      <View className="diary__acts">
        <View className="diary__act">
          <Button onTap={onEdit}>{say.edit.act}</Button>
        </View>
        <View className="diary__act">
          <Button onTap={onDrop}>{say.drop.act}</Button>
        </View>
        <View className="diary__raise">
          {reportId === null ? (
            <Button busy={isRaising && store.raised.busy} onTap={onRaise}>
              {say.raise.act}
            </Button>
          ) : (
            <Button kind="quiet" onTap={() => go(routes.report(reportId))}>
              {say.raise.raised}
            </Button>
          )}
        </View>
      </View>
    </Card>
  );
});
