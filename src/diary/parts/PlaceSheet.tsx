import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Place } from '../../../types/org';
import { Loads, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Here } from '../here';
import { say } from '../words';

interface Props {
  here: Here;
  places: readonly Place[];
  onClose: () => void;
}

/** Where notes are of: one of somebody's communities, or one below their street. */
export const PlaceSheet = observer(({ here, places, onClose }: Props) => {
  const [only, ...others] = places;
  const [code, setCode] = useState(only && others.length === 0 && only.level !== 'community' ? only.code : null);
  useEffect(() => {
    if (code !== null) void here.find(code);
  }, [here, code]);
  const choose = (place: Place) => {
    if (place.level !== 'community') return setCode(place.code);
    here.choose(place);
    onClose();
  };
  const row = (place: Place, isOpen: boolean) => (
    <Row
      key={place.code}
      title={place.name}
      {...(isOpen ? { onTap: () => choose(place) } : { end: words.place.closed })}
    />
  );
  return (
    <Sheet title={say.where.title} onClose={onClose}>
      {code === null ? (
        places.map((place) => row(place, true))
      ) : (
        <Loads of={here.below} retry={() => void here.find(code)}>
          {(found) => found.map((place) => row(place, place.level !== 'community' || place.open))}
        </Loads>
      )}
    </Sheet>
  );
});
