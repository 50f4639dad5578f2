import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState, type ReactNode } from 'react';
import type { Place } from '../../../types/org';
import { placesOf } from '../places';
import { session } from '../session';
import type { Where } from '../where';
import { words } from '../words';
import { a11y } from './a11y';
import { Button } from './Button';
import { NotStaff } from './NotStaff';
import { WherePicker } from './WherePicker';
import { WithMe } from './WithMe';
import './wherehead.scss';

interface Props {
  where: Where;
  /** What the page is for, to somebody who works nowhere. */
  not: string;
  children: (place: Place) => ReactNode;
}

/** What somebody does for one of their communities: which one it is stands above. */
export const WhereHead = observer(({ where, not, children }: Props) => {
  const [isChoosing, setChoosing] = useState(false);
  const places = session.me ? placesOf(session.me) : [];
  const place = where.among(places);
  const isOne = places.length === 1 && places[0]?.level === 'community';
  return (
    <WithMe>
      {() => {
        if (places.length === 0) return <NotStaff title={not} />;
        return (
          <>
            {place && (
              <View
                className={`wherehead ${isOne ? '' : 'wherehead--many'}`}
                {...(isOne ? a11y('heading') : a11y('button', words.which.change(place.name)))}
                {...(!isOne && { onClick: () => setChoosing(true) })}
              >
                {place.name}
              </View>
            )}
            {place ? (
              children(place)
            ) : (
              <Button kind="main" onTap={() => setChoosing(true)}>
                {words.which.title}
              </Button>
            )}
            {isChoosing && <WherePicker where={where} places={places} onClose={() => setChoosing(false)} />}
          </>
        );
      }}
    </WithMe>
  );
});
