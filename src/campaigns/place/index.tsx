import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn, placeIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Card, Loads, Page, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { worksAt } from '../here';
import { ForEggStaff } from '../parts/ForEggStaff';
import { PickUpRows } from '../parts/PickUpRows';
import { Section } from '../parts/Section';
import { SheetRows } from '../parts/SheetRows';
import { StateTag } from '../parts/StateTag';
import { say as common } from '../words';
import { MoveSheet } from './MoveSheet';
import { Moves } from './Moves';
import { PlaceStore, type Manifest, type There } from './store';
import { Sums } from './Sums';
import { say } from './words';
import './index.scss';

const Place = observer(({ there, owner }: { there: There; owner: string }) => {
  const [store] = useState(() => new PlaceStore(call, keepFor(keep, owner), there));
  useEffect(() => void store.load(), [store]);
  // Somebody comes back from the desk.
  useDidShow(() => void (store.manifest.value && store.load()));
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  const foot = store.manifest.value?.may.includes('hand') && (
    <Button kind="main" onTap={() => go(routes.eggDesk(there.campaignId, there.communityCode))}>
      {say.hand}
    </Button>
  );
  return (
    <Page foot={foot}>
      <Loads of={store.manifest} retry={() => void store.load()}>
        {(manifest) => <Whole store={store} manifest={manifest} />}
      </Loads>
      {store.doing && <MoveSheet store={store} doing={store.doing} />}
    </Page>
  );
});

const Whole = observer(({ store, manifest }: { store: PlaceStore; manifest: Manifest }) => {
  const { campaign, state, standing, reserve, bring } = manifest;
  const { campaignId, communityCode } = store.there;
  const here = campaign.pickUps.filter(({ communityCode: code }) => (code ?? communityCode) === communityCode);
  const { brings } = say;
  const rows: [string, number][] = [
    [brings.promised, standing.promised],
    [brings.reserve, reserve],
    [brings.bring, bring],
  ];
  const isOver = state === 'over' || state === 'dropped';
  // What is over moves no more.
  const note = standing.promised === 0 ? say.noneYet : isOver ? null : say.bringNote;
  return (
    <>
      <StateTag state={state} />
      <View className="egghead__name" {...a11y('heading')}>
        {standing.community.name}
      </View>
      <View className="egghead__facts">
        {words.facts(campaign.name, common.span(campaign.firstDay, campaign.lastDay))}
      </View>
      <Section {...(note !== null && { note })}>{say.bring}</Section>
      <Card>
        {rows.map(([name, n]) => (
          <Row key={name} title={name} end={<View className="place__figure">{common.eggs(n)}</View>} />
        ))}
      </Card>
      <Sums store={store} manifest={manifest} />
      <Moves store={store} manifest={manifest} />
      <Section>{say.pickUps}</Section>
      <PickUpRows pickUps={here} />
      <Section>{say.sheets}</Section>
      <SheetRows of={store.sheet} />
      <Card>
        <Row title={say.guard} note={say.guardNote} onTap={() => go(routes.eggGuard(campaignId, communityCode))} />
      </Card>
    </>
  );
});

const PlaceOf = () => {
  const { params } = useRouter();
  const [campaignId, communityCode] = [campaignIn(params), placeIn(params)];
  return (
    <ForEggStaff
      of={campaignId && communityCode && `${campaignId} ${communityCode}`}
      may={(me) => worksAt(me, communityCode)}
    >
      {(owner) => <Place there={{ campaignId, communityCode }} owner={owner} />}
    </ForEggStaff>
  );
};

export default PlaceOf;
