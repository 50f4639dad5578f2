import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import { Choice } from '../../kit/ui';
import { cloudNow } from '../clock';
import { say as all } from '../words';
import type { ActingStore } from './acting';
import { pausesFrom } from './pausing';
import { say } from './words';

const { pause: says } = say;

/** How long the clock stops: it goes on by itself. */
export const Pausing = observer(({ store }: { store: ActingStore }) => {
  const { here, pausing } = store;
  useEffect(() => void here.loadHours(), [here]);
  const now = cloudNow();
  const options = pausesFrom(now, here.hours.value).map(([key]) => [key, says.keys[key]] as const);
  return (
    <>
      <Choice label={says.label} options={options} value={pausing[0]} onChange={(pause) => store.change({ pause })} />
      <View className="actsheet__says">{says.says(all.when(pausing[1], now))}</View>
    </>
  );
});
