import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Loaded } from '../loaded';
import type { Typed } from '../typed';
import { words } from '../words';
import { Button } from './Button';
import { Field } from './Field';
import { Failed } from './Notes';
import { Sheet } from './Sheet';
import './linesheet.scss';

interface Props {
  says: { title: string; note?: string; label: string; hint: string; send: string };
  typed: Typed;
  /** The name of the field on the wire, and how long it may be. */
  field: string;
  max: number;
  sent: Loaded<unknown>;
  onSend: () => void;
  onClose: () => void;
}

/** Something that needs one line in words. What was typed is still here after a failure, and after closing. */
export const LineSheet = observer(({ says, typed, field, max, sent, onSend, onClose }: Props) => {
  const lack = typed.text.trim() ? null : words.edit.lack(says.label);
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={onSend}>
        {lack ?? says.send}
      </Button>
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={onClose}>
      {says.note && <View className="linesheet__note">{says.note}</View>}
      <Field
        label={says.label}
        placeholder={says.hint}
        max={max}
        value={typed.text}
        wrong={sent.failure?.fields[field]}
        onChange={(text) => typed.type(text)}
      />
    </Sheet>
  );
});
