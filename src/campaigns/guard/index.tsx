import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn, placeIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { a11y, Button, Loads, Page } from '../../kit/ui';
import { worksAt } from '../here';
import { ForEggStaff } from '../parts/ForEggStaff';
import { AskSheet } from './AskSheet';
import { Corrections } from './Corrections';
import { Flags } from './Flags';
import { GuardStore, type There } from './store';
import { say } from './words';
import './index.scss';

const Guard = observer(({ there, owner }: { there: There; owner: string }) => {
  const [store] = useState(() => new GuardStore(call, keepFor(keep, owner), there));
  useEffect(() => void store.load(), [store]);
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  const foot = store.manifest.value && <Button onTap={() => store.openAsk()}>{say.ask}</Button>;
  return (
    <Page foot={foot}>
      <Loads of={store.manifest} retry={() => void store.load()}>
        {({ standing, campaign }) => (
          <>
            <View className="egghead__name" {...a11y('heading')}>
              {standing.community.name}
            </View>
            <View className="egghead__facts">{campaign.name}</View>
            <Flags store={store} />
            <Corrections store={store} />
          </>
        )}
      </Loads>
      {store.asking.draft && <AskSheet store={store} />}
    </Page>
  );
});

const GuardOf = () => {
  const { params } = useRouter();
  const [campaignId, communityCode] = [campaignIn(params), placeIn(params)];
  return (
    <ForEggStaff
      of={campaignId && communityCode && `${campaignId} ${communityCode}`}
      may={(me) => worksAt(me, communityCode)}
    >
      {(owner) => <Guard there={{ campaignId, communityCode }} owner={owner} />}
    </ForEggStaff>
  );
};

export default GuardOf;
