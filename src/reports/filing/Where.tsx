import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { isWeapp, platform } from '../../kit/platform';
import { Button, Card, Choice, Field, Row, Sheet } from '../../kit/ui';
import type { FilingStore } from './filing';
import { say } from './words';
import './filing.scss';

const NONE = 'none';

/** Where it is: by words, by the part of the community, or by the map. None of it must be. */
export const Where = observer(({ store }: { store: FilingStore }) => {
  const [isChoosing, setChoosing] = useState(false);
  const { grid, spot, where } = store.form;
  const grids = store.grids.value ?? [];
  const here = async () => {
    if (spot?.here) return store.change({ spot: null });
    const found = await platform.whereAmI();
    if (found) store.change({ spot: { ...found, name: '', here: true } });
  };
  const onMap = async () => {
    const picked = await platform.pickLocation();
    if (!picked) return;
    const { latitude, longitude, name, address } = picked;
    store.change({ spot: { latitude, longitude, name: name || address || '', here: false } });
  };
  const choose = (id: string) => {
    setChoosing(false);
    const one = grids.find((some) => some.id === id);
    store.change({ grid: one ? { id: one.id, name: one.name } : null });
  };
  return (
    <View className="filing__where">
      <Field
        label={say.where}
        placeholder={say.whereHint}
        max={60}
        value={where}
        wrong={store.sent.failure?.fields['place']}
        onChange={(words) => store.change({ where: words })}
      />
      {(grids.length > 0 || isWeapp) && (
        <Card>
          {grids.length > 0 && (
            <Row title={say.grid} note={grid?.name ?? say.gridNone} onTap={() => setChoosing(true)} />
          )}
          {isWeapp && <Row title={spot?.here ? say.hereDone : say.here} onTap={() => void here()} />}
          {isWeapp && <Row title={spot && !spot.here ? say.mapDone(spot.name) : say.map} onTap={() => void onMap()} />}
        </Card>
      )}
      {spot && !spot.here && (
        <Button kind="quiet" onTap={() => store.change({ spot: null })}>
          {say.mapDrop}
        </Button>
      )}
      {isChoosing && (
        <Sheet title={say.gridTitle} onClose={() => setChoosing(false)}>
          <Choice
            label={say.grid}
            options={[
              [NONE, say.gridNone] as const,
              ...grids.map(({ id, name, about }) => [id, about ? say.gridOf(name, about) : name] as const),
            ]}
            value={grid?.id ?? NONE}
            onChange={choose}
          />
        </Sheet>
      )}
    </View>
  );
});
