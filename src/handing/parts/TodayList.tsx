import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Handing } from '../../../types/pickup';
import { a11y, Button, Card, Empty, Loads, Row, Tag, type Tone } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Handed, Today } from '../listing';
import { say } from '../words';

const { today: says } = say;
const tones: Record<Handing['state'], Tone> = { waiting: 'yolk', done: 'pine', declined: 'soft', conflict: 'red' };
/** So many rows are drawn at once: a phone stays quick at the hundredth neighbour. */
const PAGE = 12;

/** What was handed over today: three figures, and each hand-over, the newest first. */
export const TodayList = observer(({ today }: { today: Today }) => {
  const [most, setMost] = useState(PAGE);
  const { others } = today;
  return (
    <Loads of={today.handed} retry={() => void today.load()}>
      {(handed: Handed) => (
        <>
          <View className="eggdesk__figures">
            <Figure n={handed.done} of={says.done} />
            <Figure n={handed.eggs} of={says.eggs} />
            <Figure n={handed.conflicts} of={says.conflicts} isRed={handed.conflicts > 0} />
          </View>
          {others.length === 0 && <Empty title={says.none}>{says.noneNote}</Empty>}
          {others.length > 0 && (
            <Card>
              {others.slice(0, most).map((handing) => (
                <Row
                  key={handing.id}
                  title={
                    <View className="eggdesk__line">
                      {words.facts(say.who(handing.holder), say.eggs(handing.count))}
                    </View>
                  }
                  note={
                    <>
                      <View className="eggdesk__line">{says.facts(handing)}</View>
                      {handing.conflict !== null && <View>{say.conflicts[handing.conflict]}</View>}
                    </>
                  }
                  end={<Tag tone={tones[handing.state]}>{says.states[handing.state]}</Tag>}
                />
              ))}
            </Card>
          )}
          {others.length > most && <Button onTap={() => setMost(most + PAGE)}>{says.more}</Button>}
        </>
      )}
    </Loads>
  );
});

const Figure = ({ n, of, isRed = false }: { n: number; of: string; isRed?: boolean }) => (
  <View className="eggdesk__figure" {...a11y('img', `${n} ${of}`)}>
    <View className={`eggdesk__n ${isRed ? 'eggdesk__n--red' : ''}`}>{n}</View>
    <View>{of}</View>
  </View>
);
