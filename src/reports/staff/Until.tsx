import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { shanghai } from '../../kit/time';
import { Choice } from '../../kit/ui';
import { say as all } from '../words';
import { DayField } from './DayField';
import type { ActingStore } from './acting';
import { endOf, promisable, promises } from './forms';
import { say } from './words';

const { until: says } = say;

/** When the resident is told more. Tapping the same again takes the promise back. */
export const Until = observer(({ store, now }: { store: ActingStore; now: number }) => {
  const { until, isOther } = store.form;
  const ahead = promises(now);
  const options = [...ahead.map(([key]) => [key, says[key]] as const), ['other', says.other] as const];
  const chosen = isOther ? 'other' : (ahead.find(([, end]) => end === until)?.[0] ?? null);
  const choose = (key: 'today' | 'tomorrow' | 'days' | 'other') => {
    if (key === chosen) store.change({ until: '', isOther: false });
    else if (key === 'other') store.change({ until: '', isOther: true });
    else store.change({ until: ahead.find(([one]) => one === key)?.[1] ?? '', isOther: false });
  };
  return (
    <>
      <Choice label={says.label} options={options} value={chosen} onChange={choose} />
      {isOther && (
        <DayField
          label={says.day}
          value={until && shanghai(until).day}
          {...promisable(now)}
          onChange={(day) => store.change({ until: endOf(day) })}
        />
      )}
      {until && <View className="actsheet__says">{says.says(all.when(until, now))}</View>}
    </>
  );
});
