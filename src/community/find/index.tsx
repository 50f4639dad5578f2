import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Found } from '../../../types/org';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { back, go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Card, Empty, Failed, Field, Loads, Page, Row, Sheet, Tag } from '../../kit/ui';
import { FindStore } from '../store';
import { say } from '../words';
import './index.scss';

const Find = observer(() => {
  const { back: isFirst } = useRouter().params;
  const [store] = useState(() => new FindStore(call, (place) => session.settle(place)));
  const [picked, setPicked] = useState<Found | null>(null);
  useEffect(() => void store.find(), [store]);

  const settle = async (place: Found) => {
    if (!(await store.join(place))) return;
    platform.say(session.person ? say.joined(place.name) : say.visiting(place.name));
    if (isFirst) back();
    else go(routes.home);
  };
  const isMine = (place: Found) => place.code === session.settled?.code;
  return (
    <Page>
      <Field label={say.search} placeholder={say.hint} max={30} value={store.q} onChange={(q) => store.type(q)} />
      <View className="find__title">{store.q.trim() ? say.found : say.open}</View>
      <Loads of={store.places} retry={() => void store.find()}>
        {(places) =>
          places.length === 0 ? (
            <Empty title={say.none}>{say.noneNote}</Empty>
          ) : (
            <Card>
              {places.map((place) => (
                <Row
                  key={place.code}
                  title={place.name}
                  note={place.above.join(' ')}
                  {...(isMine(place) && { end: <Tag tone="pine">{say.mine}</Tag> })}
                  {...(!place.open && { end: say.closed })}
                  {...(place.open && !isMine(place) && { onTap: () => setPicked(place) })}
                />
              ))}
            </Card>
          )
        }
      </Loads>
      {picked && (
        <Sheet
          title={picked.name}
          foot={
            <>
              {store.joined.failure && <Failed failure={store.joined.failure} />}
              <Button kind="main" busy={store.joined.busy} onTap={() => void settle(picked)}>
                {say.settle(picked.name)}
              </Button>
            </>
          }
          onClose={() => setPicked(null)}
        >
          <View className="find__note">{say.settleNote}</View>
        </Sheet>
      )}
    </Page>
  );
});

export default Find;
