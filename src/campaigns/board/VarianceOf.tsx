import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { go, routes } from '../../kit/routes';
import { Card, Loads, Row, Skeleton } from '../../kit/ui';
import { words } from '../../kit/words';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import { SOME, type BoardStore } from './store';
import { say } from './words';

/** What of the newest closed day is out of the ordinary: facts, for a person to look at. */
export const VarianceOf = observer(({ store }: { store: BoardStore }) => {
  const [shown, setShown] = useState(SOME);
  const { variance, marked, campaignId } = store;
  const day = variance.value?.day ?? null;
  return (
    <>
      <Section {...(marked.length > 0 && { note: say.varianceNote })}>
        {day ? say.variance(day) : say.varianceTitle}
      </Section>
      <Loads of={variance} retry={() => void store.load()} waiting={<Skeleton lines={1} title={false} />}>
        {() =>
          marked.length === 0 ? (
            <View className="campaign__calm">{day ? say.calm : say.noDay}</View>
          ) : (
            <Card>
              {marked.slice(0, shown).map((place) => (
                <Row
                  key={place.community.code}
                  title={place.community.name}
                  note={words.facts(...place.marks.map((mark) => say.marks[mark](place)))}
                  onTap={() => go(routes.eggGuard(campaignId, place.community.code))}
                />
              ))}
              {marked.length > shown && <Row title={common.more} onTap={() => setShown(shown + SOME)} />}
            </Card>
          )
        }
      </Loads>
    </>
  );
});
