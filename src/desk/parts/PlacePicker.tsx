import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import type { Found } from '../../../types/org';
import { Button, Loads, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import type { WritingStore } from '../writing';

/** For those who answer for a street or more: everybody there, or one place below it. */
export const PlacePicker = observer(({ store, onClose }: { store: WritingStore; onClose: () => void }) => {
  const code = store.home?.code;
  useEffect(() => void (code && store.look(code)), [store, code]);
  const choose = ({ code: chosen, level, name }: Found) => {
    store.change({ place: { code: chosen, level, name } });
    onClose();
  };
  return (
    <Sheet title={say.to} onClose={onClose}>
      <Loads of={store.below} retry={() => void (code && store.look(code))}>
        {([here, ...children]) => (
          <>
            {here && <Button onTap={() => choose(here)}>{say.toAll(here.name)}</Button>}
            {children.map((place) => {
              const isClosed = place.level === 'community' && !place.open;
              return (
                <Row
                  key={place.code}
                  title={place.name}
                  {...(isClosed
                    ? { end: words.place.closed }
                    : { onTap: () => (place.level === 'community' ? choose(place) : void store.look(place.code)) })}
                />
              );
            })}
          </>
        )}
      </Loads>
    </Sheet>
  );
});
