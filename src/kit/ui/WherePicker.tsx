import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Found, Place } from '../../../types/org';
import type { Where } from '../where';
import { words } from '../words';
import { Row } from './Card';
import { Loads } from './Loads';
import { Sheet } from './Sheet';

interface Props {
  where: Where;
  places: readonly Place[];
  onClose: () => void;
}

/** Picks one of somebody's communities, or one below a street. */
export const WherePicker = observer(({ where, places, onClose }: Props) => {
  const only = places.length === 1 ? places[0]?.code : undefined;
  const [code, setCode] = useState<string | null>(only ?? null);
  useEffect(() => {
    if (code) void where.find(code);
    else where.restart();
  }, [where, code]);
  const choose = (place: Place) => {
    if (place.level !== 'community') return setCode(place.code);
    where.choose(place);
    onClose();
  };
  const row = (place: Place, isOpen = true) => (
    <Row
      key={place.code}
      title={place.name}
      {...(isOpen ? { onTap: () => choose(place) } : { end: words.place.closed })}
    />
  );
  return (
    <Sheet title={words.which.title} onClose={onClose}>
      {code ? (
        <Loads of={where.below} retry={() => void where.find(code)}>
          {(found: Found[]) => found.map((place) => row(place, place.level !== 'community' || place.open))}
        </Loads>
      ) : (
        places.map((place) => row(place))
      )}
    </Sheet>
  );
});
