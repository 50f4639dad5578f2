import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import type { Doing, PlaceStore } from './store';
import { say } from './words';

interface Says {
  title: string;
  note?: string;
  count?: string;
  remark?: string;
  hint?: string;
  send: string;
  done: string;
}

const saysOf = (doing: Doing): Says => {
  const says: Says = say.acts[doing.what];
  return doing.what === 'sign' ? { ...says, note: say.signNote(doing.move) } : says;
};

/** A number of eggs, or a word, or both: what was typed is still here after a failure, and after closing. */
export const MoveSheet = observer(({ store, doing }: { store: PlaceStore; doing: Doing }) => {
  const { editing, lack } = store;
  const { count, note } = editing.form;
  const { sent } = editing;
  const says = saysOf(doing);
  const send = async () => {
    if (await store.send()) platform.say(says.done);
  };
  const counted = Number(count);
  const differs = doing.what === 'sign' && lack === null && counted !== doing.move.said;
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void send()}>
        {lack ?? says.send}
      </Button>
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={() => store.close()}>
      {says.note && <View className="place__note">{says.note}</View>}
      {says.count && (
        <Field
          label={says.count}
          placeholder={say.countHint}
          type="number"
          max={7}
          value={count}
          wrong={sent.failure?.fields['count'] ?? sent.failure?.fields['counted']}
          onChange={(typed) => store.type({ count: typed })}
        />
      )}
      {differs && <View className="place__differs">{say.signDiffers(doing.move.said, counted)}</View>}
      {says.remark && (
        <Field
          label={says.remark}
          placeholder={says.hint ?? ''}
          max={limits.reason}
          value={note}
          wrong={sent.failure?.fields['note']}
          onChange={(typed) => store.type({ note: typed })}
        />
      )}
    </Sheet>
  );
});
