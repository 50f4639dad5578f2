import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import type { Found } from '../../../types/org';
import { Loads, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import type { ShopsDeskStore } from './desk';
import { say } from './words';

interface Props {
  store: ShopsDeskStore;
  /** The place to look below. */
  code: string;
  onChoose: (communityCode: string) => void;
  onClose: () => void;
}

/** For those who look after a street or more: the community that a shop stands in. */
export const WherePicker = observer(({ store, code, onChoose, onClose }: Props) => {
  useEffect(() => void store.find(code), [store, code]);
  const choose = ({ code: chosen, level }: Found) =>
    level === 'community' ? onChoose(chosen) : void store.find(chosen);
  return (
    <Sheet title={say.enterWhere} onClose={onClose}>
      <Loads of={store.below} retry={() => void store.find(code)}>
        {(places) =>
          places
            .slice(1)
            .map((place) => (
              <Row
                key={place.code}
                title={place.name}
                {...(place.level === 'community' && !place.open
                  ? { end: words.place.closed }
                  : { onTap: () => choose(place) })}
              />
            ))
        }
      </Loads>
    </Sheet>
  );
});
