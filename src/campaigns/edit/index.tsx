import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn, placeIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, replace, returnTo, routes } from '../../kit/routes';
import { a11y, Button, Card, Empty, Failed, Loads, Page, Row } from '../../kit/ui';
import { runs, runsAny } from '../here';
import { ForEggStaff } from '../parts/ForEggStaff';
import { PlanForm } from './PlanForm';
import { PlanStore, type Of } from './store';
import { say } from './words';
import './index.scss';

const Edit = observer(({ of, owner }: { of: Of; owner: string }) => {
  const [store] = useState(() => new PlanStore(call, keepFor(keep, owner), of, Date.now));
  useEffect(() => void store.load(), [store]);
  const { opened, sent, way, lack, draft } = store;
  const { failure } = sent;
  const isReused = failure?.refusal === 'input.idReused';

  const send = async () => {
    const id = await store.send();
    if (id === null || way === null) return;
    platform.say(say.sent[way]);
    if (way === 'new') replace(routes.campaign(id));
    else returnTo(routes.campaign(id));
  };
  const leave = () => {
    store.startOver();
    returnTo(routes.campaigns);
  };
  const foot = opened.value && way && (
    <>
      {failure && <Failed failure={failure} />}
      {isReused && (
        <Card>
          <Row title={say.reused} onTap={leave} />
        </Card>
      )}
      <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void send()}>
        {lack ?? say.send[way]}
      </Button>
    </>
  );
  return (
    <Page foot={foot}>
      <Loads of={opened} retry={() => void store.load()}>
        {({ node, campaign }) =>
          way ? (
            <>
              <View className="plan__title" {...a11y('heading')}>
                {way === 'pickUps' && campaign ? campaign.name : say.titles[way]}
              </View>
              <View className="plan__note">{way === 'pickUps' ? say.begun : say.at(node.name)}</View>
              {draft.isKept && (
                <Card>
                  <Row title={say.earlier} />
                  <Row title={say.startOver} onTap={() => store.startOver()} />
                </Card>
              )}
              <PlanForm store={store} isWhole={way !== 'pickUps'} />
            </>
          ) : (
            <>
              <Empty title={say.closed}>{say.closedNote}</Empty>
              {campaign && <Button onTap={() => go(routes.campaign(campaign.id))}>{say.toBoard}</Button>}
            </>
          )
        }
      </Loads>
    </Page>
  );
});

const EditPage = () => {
  const { params } = useRouter();
  const [campaignId, at] = [campaignIn(params), placeIn(params)];
  return (
    <ForEggStaff of={campaignId || at} may={(me) => (at && !campaignId ? runs(me, at) : runsAny(me))}>
      {(owner) => <Edit of={campaignId ? { campaignId } : { at }} owner={owner} />}
    </ForEggStaff>
  );
};

export default EditPage;
