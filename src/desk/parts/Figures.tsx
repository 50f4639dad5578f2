import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Place } from '../../../types/org';
import { Card, Empty, Loads, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import type { NoticeDeskStore } from '../managing';
import { say } from '../words';
import { Groups } from './Groups';
import './figures.scss';

/** What a notice did, in aggregate and with its definitions; never who. */
export const Figures = observer(({ store, place }: { store: NoticeDeskStore; place: Place }) => (
  <Loads of={store.figures} retry={() => void store.load()}>
    {({ readers, opens, days, cards }) => (
      <>
        <View className="figures">
          <Figure n={readers} name={say.readers} how={say.readersHow} />
          <Figure n={opens} name={say.opens} how={say.opensHow} />
        </View>
        {opens === 0 && <Empty title={say.noDays} />}
        {days.length > 0 && (
          <>
            <View className="figures__section">{say.days}</View>
            <Card>
              {days.map((one) => (
                <Row key={one.day} title={words.day(one.day)} end={say.count(one.readers, one.opens)} />
              ))}
            </Card>
          </>
        )}
        {opens > 0 && (
          <>
            <View className="figures__section">{say.cards}</View>
            {cards.length > 0 && (
              <Card>
                {cards.map((one) => (
                  <Row key={one.madeBy} title={say.madeBy[one.madeBy]} end={say.count(one.readers, one.opens)} />
                ))}
              </Card>
            )}
            <View className="figures__note">{say.cardsHow}</View>
            <Groups store={store.groups} place={place} />
          </>
        )}
      </>
    )}
  </Loads>
));

const Figure = ({ n, name, how }: { n: number; name: string; how: string }) => (
  <View className="figures__one">
    <View className="figures__n">{n}</View>
    <View className="figures__name">{name}</View>
    <View className="figures__how">{how}</View>
  </View>
);
