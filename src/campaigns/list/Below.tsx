import { observer } from 'mobx-react-lite';
import { useEffect } from 'react';
import type { Found } from '../../../types/org';
import { Empty, Loads, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import type { CampaignsStore } from './store';

interface Props {
  store: CampaignsStore;
  /** The place to look below. */
  code: string;
  onChoose: (communityCode: string) => void;
  onClose: () => void;
}

/** Which community of a street's somebody wants to see. */
export const Below = observer(({ store, code, onChoose, onClose }: Props) => {
  useEffect(() => void store.find(code), [store, code]);
  const choose = ({ code: chosen, level }: Found) =>
    level === 'community' ? onChoose(chosen) : void store.find(chosen);
  return (
    <Sheet title={say.which} onClose={onClose}>
      <Loads of={store.below} retry={() => void store.find(code)}>
        {(found) => (
          <>
            {found.length === 0 && <Empty title={say.noBelow} />}
            {found.map((place) => (
              <Row
                key={place.code}
                title={place.name}
                {...(place.level === 'community' && !place.open
                  ? { end: words.place.closed }
                  : { onTap: () => choose(place) })}
              />
            ))}
          </>
        )}
      </Loads>
    </Sheet>
  );
});
