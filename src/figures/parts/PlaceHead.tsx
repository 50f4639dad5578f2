import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Found, Place } from '../../../types/org';
import { a11y, Loads, Row, Sheet } from '../../kit/ui';
import { words } from '../../kit/words';
import type { FiguresStore } from '../store';
import { say } from '../words';
import './place.scss';

interface Props {
  store: FiguresStore;
  /** What may be looked at. */
  places: readonly Place[];
  place: Place;
  onChoose: (place: Place) => void;
}

/** Whose numbers these are, and for staff the way to those of another place: instead of these, and never beside them. */
export const PlaceHead = observer(({ store, places, place, onChoose }: Props) => {
  const [isChoosing, setChoosing] = useState(false);
  const isOne = places.length === 1 && places[0]?.level === 'community';
  return (
    <>
      <View
        className={`placehead ${isOne ? '' : 'placehead--many'}`}
        {...(isOne ? a11y('heading') : a11y('button', say.change(place.name)))}
        {...(!isOne && { onClick: () => setChoosing(true) })}
      >
        <View className="placehead__name">{place.name}</View>
        {!isOne && <View className="placehead__down" />}
      </View>
      {isChoosing && (
        <PlaceSheet
          store={store}
          places={places}
          onChoose={(chosen) => {
            setChoosing(false);
            onChoose(chosen);
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  );
});

type SheetProps = Omit<Props, 'place'> & { onClose: () => void };

const PlaceSheet = observer(({ store, places, onChoose, onClose }: SheetProps) => {
  const [inside, setInside] = useState<string | null>(places.length === 1 ? (places[0]?.code ?? null) : null);
  useEffect(() => {
    store.below.set(null);
    if (inside) void store.find(inside);
  }, [store, inside]);
  const open = (place: Place) => (place.level === 'community' ? onChoose(place) : setInside(place.code));
  const found = (place: Found) => {
    if (place.code === inside)
      return <Row key={place.code} title={say.whole(place.name)} note={say.wholeNote} onTap={() => onChoose(place)} />;
    const isClosed = place.level === 'community' && !place.open;
    const way = isClosed ? { end: words.place.closed } : { onTap: () => open(place) };
    return <Row key={place.code} title={place.name} {...way} />;
  };
  return (
    <Sheet title={say.places} onClose={onClose}>
      {inside ? (
        <Loads of={store.below} retry={() => void store.find(inside)}>
          {(all) => all.map(found)}
        </Loads>
      ) : (
        places.map((place) => <Row key={place.code} title={place.name} onTap={() => open(place)} />)
      )}
    </Sheet>
  );
});
