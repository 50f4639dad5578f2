import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { limits } from '../../../types/limits';
import { Card, Field } from '../../kit/ui';
import { Camera } from '../../kit/ui/Camera';
import { Promised } from '../parts/Promised';
import { Toggle } from '../parts/Toggle';
import { say as all } from '../words';
import type { FilingStore } from './filing';
import { Similar } from './Similar';
import { Where } from './Where';
import { say } from './words';
import './filing.scss';

export interface Props {
  store: FilingStore;
  onJoin: (id: string) => void;
}

export const Words = observer(({ store }: { store: FilingStore }) => (
  <Field
    long
    label={say.text}
    placeholder={say.textHint}
    max={limits.reportWords}
    value={store.form.text}
    wrong={store.sent.failure?.fields['text'] ?? (store.isTried ? (store.missing ?? undefined) : undefined)}
    onChange={(text) => store.change({ text })}
  />
));

export const Switches = observer(({ store }: { store: FilingStore }) => (
  <Card>
    <Toggle title={say.open} note={say.openNote} on={store.form.open} onChange={(open) => store.change({ open })} />
    <Toggle
      title={say.publish}
      note={say.publishNote}
      on={store.form.mayPublish}
      onChange={(mayPublish) => store.change({ mayPublish })}
    />
  </Card>
));

/** All of it on one page: the photograph first, then the words. */
export const Form = observer(({ store, onJoin }: Props) => (
  <>
    <View className="filing__photos">
      <Camera shots={store.shots} />
    </View>
    <Words store={store} />
    <Similar store={store} onJoin={onJoin} />
    <Where store={store} />
    <Switches store={store} />
    <Promised hours={store.hours.value} />
    <View className="filing__kept">{all.privacy}</View>
    <View className="filing__kept">{say.kept}</View>
  </>
));
