import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { platform } from '../../kit/platform';
import { Empty, Field, Loads } from '../../kit/ui';
import { EditSheet } from '../../kit/ui/EditSheet';
import { Several } from './Several';
import type { SettingsStore } from './store';
import { say } from './words';

const { serve } = say;

/** Which grids I look after, and how residents see me called. */
export const ServeSheet = observer(({ store }: { store: SettingsStore }) => {
  const { serving, here } = store;
  const { form, sent } = serving;
  const send = async () => {
    if (await store.serve()) platform.say(say.saved);
  };
  return (
    <EditSheet title={serve.title} sent={sent} lack={null} onSend={() => void send()} onClose={() => serving.close()}>
      {here && (
        <Loads of={here.grids} retry={() => void here.loadGrids()}>
          {(grids) =>
            grids.length === 0 ? (
              <Empty title={serve.noGrids} />
            ) : (
              <Several
                label={serve.grids}
                options={grids.map(({ id, name }) => [id, name] as const)}
                values={form.gridIds}
                onChange={(gridIds) => serving.change({ gridIds })}
              />
            )
          }
        </Loads>
      )}
      <Field
        label={serve.called}
        placeholder={serve.calledHint}
        max={12}
        value={form.called}
        wrong={sent.failure?.fields['called']}
        onChange={(called) => serving.change({ called })}
      />
      <View className="editsheet__note">{serve.calledNote}</View>
    </EditSheet>
  );
});
