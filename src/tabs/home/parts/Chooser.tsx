import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Found } from '../../../../types/org';
import { go, routes } from '../../../kit/routes';
import { session } from '../../../kit/session';
import { Button, Card, Empty, Failed, Loads, Row } from '../../../kit/ui';
import { say } from '../../words';
import type { HomeStore } from '../store';
import './chooser.scss';

/** A newcomer picks where they live, and reads at once; nobody is asked who they are. */
export const Chooser = observer(({ store }: { store: HomeStore }) => {
  const pick = (place: Found) =>
    void store.joined.from(async () => {
      await session.settle(place);
      return null;
    });
  return (
    <>
      <View className="chooser__title">{say.choose}</View>
      <View className="chooser__note">{say.chooseNote}</View>
      {store.joined.failure && <Failed failure={store.joined.failure} />}
      <Loads of={store.open} retry={() => void store.load(null)}>
        {(places) =>
          places.length === 0 ? (
            <Empty title={say.noPlaces}>{say.noPlacesNote}</Empty>
          ) : (
            <Card>
              {places.map((place) => (
                <Row
                  key={place.code}
                  title={place.name}
                  note={place.above.slice(-2).join(' ')}
                  onTap={() => pick(place)}
                />
              ))}
            </Card>
          )
        }
      </Loads>
      <Button onTap={() => go(routes.find)}>{say.otherPlace}</Button>
    </>
  );
});
