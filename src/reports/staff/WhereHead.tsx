import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState, type ReactNode } from 'react';
import type { Place } from '../../../types/org';
import { session } from '../../kit/session';
import { a11y, Button, WithMe } from '../../kit/ui';
import { say } from '../settings/words';
import { NotStaff } from './NotStaff';
import { placesOf } from './places';
import type { Where } from './where';
import { WherePicker } from './WherePicker';
import './wherehead.scss';

/** What somebody does for one of their communities: which one it is stands above. */
export const WhereHead = observer(({ where, children }: { where: Where; children: (place: Place) => ReactNode }) => {
  const [isChoosing, setChoosing] = useState(false);
  const places = session.me ? placesOf(session.me) : [];
  const place = where.among(places);
  const isOne = places.length === 1 && places[0]?.level === 'community';
  return (
    <WithMe>
      {() => {
        if (places.length === 0) return <NotStaff />;
        return (
          <>
            {place && (
              <View
                className={`wherehead ${isOne ? '' : 'wherehead--many'}`}
                {...(isOne ? a11y('heading') : a11y('button', say.where.change(place.name)))}
                {...(!isOne && { onClick: () => setChoosing(true) })}
              >
                {place.name}
              </View>
            )}
            {place ? children(place) : <Button onTap={() => setChoosing(true)}>{say.where.title}</Button>}
            {isChoosing && <WherePicker where={where} places={places} onClose={() => setChoosing(false)} />}
          </>
        );
      }}
    </WithMe>
  );
});
