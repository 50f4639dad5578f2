import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { Fragment } from 'react';
import type { Note } from '../../../types/diary';
import { shanghai } from '../../kit/time';
import { a11y, Button, Empty, Loads } from '../../kit/ui';
import { NotStaff } from '../../kit/ui/NotStaff';
import type { NotesStore } from '../notes';
import { say } from '../words';
import { NoteCard } from './NoteCard';

interface Props {
  store: NotesStore;
  mayWrite: boolean;
  onRetry: () => void;
  onEdit: (note: Note) => void;
  onDrop: (note: Note) => void;
  onRaise: (note: Note) => void;
}

/** What somebody wrote, day by day. */
export const Notes = observer(({ store, mayWrite, onRetry, onEdit, onDrop, onRaise }: Props) => (
  <Loads of={store.page} retry={onRetry}>
    {({ notes, next }) => {
      const isNamed = notes.some(({ place }) => place.code !== notes[0]?.place.code);
      const dayOf = (i: number) => shanghai(notes[i]?.at ?? 0).day;
      if (notes.length === 0 && store.isNewest)
        return mayWrite ? <Empty title={say.empty}>{say.emptyNote}</Empty> : <NotStaff title={say.notStaff} />;
      return (
        <>
          {notes.some(({ reportId }) => reportId === null) && <View className="diary__voice">{say.raise.note}</View>}
          {notes.map((note, i) => (
            <Fragment key={note.id}>
              {(i === 0 || dayOf(i) !== dayOf(i - 1)) && (
                <View className="diary__day" {...a11y('heading')}>
                  {say.today(note.at)}
                </View>
              )}
              <NoteCard
                store={store}
                note={note}
                isNamed={isNamed}
                onEdit={() => onEdit(note)}
                onDrop={() => onDrop(note)}
                onRaise={() => onRaise(note)}
              />
            </Fragment>
          ))}
          {next !== null && <Button onTap={() => void store.older()}>{say.more.older}</Button>}
          {!store.isNewest && <Button onTap={() => void store.newest()}>{say.more.newest}</Button>}
        </>
      );
    }}
  </Loads>
));
