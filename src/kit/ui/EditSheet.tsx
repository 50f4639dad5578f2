import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState, type ReactNode } from 'react';
import type { Loaded } from '../loaded';
import { words } from '../words';
import { Button } from './Button';
import { Failed } from './Notes';
import { Sheet } from './Sheet';
import './editsheet.scss';

interface Props {
  title: string;
  note?: string;
  children: ReactNode;
  sent: Loaded<unknown>;
  /** What is missing, in words. */
  lack: string | null;
  onSend: () => void;
  onClose: () => void;
  /** For what is there already: the way to give it up, which is asked twice. */
  drop?: { label: string; sure: string; onDrop: () => void } | null;
}

export const EditSheet = observer(({ title, note, children, sent, lack, onSend, onClose, drop }: Props) => {
  const [isSure, setSure] = useState(false);
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      {isSure && drop ? (
        <>
          <View>{drop.sure}</View>
          <Button kind="main" busy={sent.busy} onTap={drop.onDrop}>
            {drop.label}
          </Button>
          <Button onTap={() => setSure(false)}>{words.edit.keep}</Button>
        </>
      ) : (
        <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={onSend}>
          {lack ?? words.edit.save}
        </Button>
      )}
    </>
  );
  return (
    <Sheet title={title} foot={foot} onClose={onClose}>
      {note && <View className="editsheet__note">{note}</View>}
      {children}
      {drop && !isSure && (
        <Button kind="quiet" onTap={() => setSure(true)}>
          {drop.label}
        </Button>
      )}
    </Sheet>
  );
});
