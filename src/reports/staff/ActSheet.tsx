import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import type { Report } from '../../../types/reports';
import { platform } from '../../kit/platform';
import { Button, Failed, Field, Sheet } from '../../kit/ui';
import { isStale, type ActingStore } from './acting';
import { After } from './After';
import { Before } from './Before';
import { say, type Sheeted } from './words';
import './actsheet.scss';

interface Props {
  store: ActingStore;
  report: Report;
  act: Sheeted;
}

/** What an act asks for before it is done: some choices, a few words, and what goes with them. */
export const ActSheet = observer(({ store, report, act }: Props) => {
  const says = say.asks[act];
  const { form, lack, act: sent } = store;
  const { failure } = sent;
  const send = async () => {
    if (await store.send()) platform.say(says.done);
    // The page may have nothing left to do, and takes the sheet away: then this is where it is said.
    else if (store.isOver && store.act.failure) platform.say(store.act.failure.message);
  };
  const foot = (
    <>
      {failure && <Failed failure={failure} />}
      {isStale(failure) && (
        <View className="actsheet__stale">{failure?.refusal === 'input.idReused' ? say.reused : say.reloaded}</View>
      )}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void send()}>
        {lack ?? says.send}
      </Button>
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={() => store.close()}>
      <View className="actsheet">
        {says.note && <View className="actsheet__note">{says.note}</View>}
        <Before act={act} store={store} report={report} />
        <Field
          long
          label={says.label}
          placeholder={says.hint}
          max={act === 'pause' ? limits.reason : limits.reportWords}
          value={form.text}
          wrong={failure?.fields[act === 'pause' ? 'reason' : 'text']}
          onChange={(text) => store.change({ text })}
        />
        <After act={act} store={store} report={report} />
      </View>
    </Sheet>
  );
});
