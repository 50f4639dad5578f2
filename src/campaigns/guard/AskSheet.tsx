import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { CorrectionKind } from '../../../types/guarding';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { Button, Choice, Failed, Field, Sheet } from '../../kit/ui';
import { DayField } from '../parts/DayField';
import type { GuardStore, Way } from './store';
import { say } from './words';

const { asking: says } = say;
const ways = Object.entries(says.ways) as [Way, string][];
const kinds = Object.entries(say.correctionKinds) as [CorrectionKind, string][];

/** Asks for a correction, which another person decides. */
export const AskSheet = observer(({ store }: { store: GuardStore }) => {
  const { asking, lackOfAsk: lack, phone } = store;
  const { way, number, kind, day, reason } = asking.form;
  const { sent } = asking;
  const { firstDay = '', lastDay = '' } = store.manifest.value?.campaign ?? {};
  const ask = async () => {
    if (await store.ask()) platform.say(says.done);
  };
  const foot = (
    <>
      {sent.failure && <Failed failure={sent.failure} />}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void ask()}>
        {lack ?? says.send}
      </Button>
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={() => asking.close()}>
      <View className="guard__note">{says.note}</View>
      <Choice label={says.by} options={ways} value={way} onChange={(chosen) => asking.change({ way: chosen })} />
      {way === 'number' ? (
        <Field
          label={says.number}
          placeholder={says.numberHint}
          type="number"
          max={7}
          value={number}
          wrong={sent.failure?.fields['number']}
          onChange={(typed) => asking.change({ number: typed.replace(/\D/g, '') })}
        />
      ) : (
        <Field
          label={says.phone}
          placeholder={says.phoneHint}
          type="number"
          max={11}
          value={phone}
          wrong={sent.failure?.fields['phone']}
          onChange={(typed) => store.typePhone(typed)}
        />
      )}
      <Choice label={says.kind} options={kinds} value={kind} onChange={(chosen) => asking.change({ kind: chosen })} />
      <DayField
        label={says.day}
        value={day}
        start={firstDay}
        end={lastDay}
        wrong={sent.failure?.fields['day']}
        onChange={(chosen) => asking.change({ day: chosen })}
      />
      <Field
        label={says.reason}
        placeholder={says.reasonHint}
        max={limits.reason}
        value={reason}
        wrong={sent.failure?.fields['reason']}
        onChange={(typed) => asking.change({ reason: typed })}
      />
    </Sheet>
  );
});
