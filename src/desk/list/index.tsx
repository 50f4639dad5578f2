import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useReachBottom, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Choice, Page, WithMe } from '../../kit/ui';
import { CommunityCode } from '../parts/CommunityCode';
import { Headlines } from '../parts/Headlines';
import { NotStaff } from '../parts/NotStaff';
import { DeskStore } from '../store';
import { say } from '../words';
import './index.scss';

const Desk = observer(() => {
  const { at } = useRouter().params;
  const [store] = useState(() => new DeskStore(call));
  const desk = session.me?.desk ?? [];
  const place = desk.find(({ code }) => code === (store.place?.code ?? at)) ?? desk[0];
  const { epoch } = session;

  useEffect(() => {
    if (place) void store.load(place);
  }, [store, epoch, place]);
  useDidShow(() => void (store.place && store.load(store.place)));
  usePullDownRefresh(() => {
    void Promise.resolve(store.place && store.load(store.place)).finally(platform.stopPullDown);
  });
  useReachBottom(() => void store.loadMore());

  const choose = (chosen: string) => {
    const next = desk.find((one) => one.code === chosen);
    if (next) void store.load(next);
  };
  const write = place && (
    <Button kind="main" onTap={() => go(routes.write)}>
      {say.write}
    </Button>
  );
  return (
    <Page foot={write}>
      <WithMe>
        {() => {
          if (!place) return <NotStaff />;
          return (
            <>
              {desk.length > 1 ? (
                <Choice
                  label={say.place}
                  options={desk.map((one) => [one.code, one.name] as const)}
                  value={place.code}
                  onChange={choose}
                />
              ) : (
                <View className="desk__place">{place.name}</View>
              )}
              {place.level === 'community' && <CommunityCode key={place.code} code={place.code} />}
              <Headlines store={store} retry={() => void store.load(place)} />
            </>
          );
        }}
      </WithMe>
    </Page>
  );
});

export default Desk;
