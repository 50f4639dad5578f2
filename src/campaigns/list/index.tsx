import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { CampaignShown } from '../../../types/campaigns';
import { call } from '../../kit/call';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Choice, Empty, Loads, Page, WithMe } from '../../kit/ui';
import { NotStaff } from '../../kit/ui/NotStaff';
import { words } from '../../kit/words';
import { placesOf, runs } from '../here';
import { StateTag } from '../parts/StateTag';
import { say } from '../words';
import { Below } from './Below';
import { CampaignsStore } from './store';
import './index.scss';

const Campaigns = observer(() => {
  const [store] = useState(() => new CampaignsStore(call));
  /** The campaign of which somebody has to say which community they mean. */
  const [asked, setAsked] = useState<string | null>(null);
  const { me, epoch } = session;
  const places = me ? placesOf(me) : [];
  const place = places.find(({ code }) => code === store.place?.code) ?? places[0];
  useEffect(() => {
    if (place) void store.load(place);
    // A place is its code: who is here may be loaded again without being somebody else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [store, epoch, place?.code]);
  // Somebody comes back from a campaign that they made or changed.
  useDidShow(() => void (store.place && store.load(store.place)));
  usePullDownRefresh(() => {
    void Promise.resolve(store.place && store.load(store.place)).finally(platform.stopPullDown);
  });
  const choose = (code: string) => {
    const next = places.find((one) => one.code === code);
    if (next) void store.load(next);
  };
  const open = ({ id, node }: CampaignShown) => {
    if (!me || !place) return;
    if (runs(me, node.code)) go(routes.campaign(id));
    else if (place.level === 'community') go(routes.eggPlace(id, place.code));
    else setAsked(id);
  };
  const openPlace = (code: string) => {
    setAsked(null);
    if (asked) go(routes.eggPlace(asked, code));
  };
  const foot = me && place && runs(me, place.code) && (
    <Button kind="main" onTap={() => go(routes.newCampaign(place.code))}>
      {say.new}
    </Button>
  );
  return (
    <Page foot={foot}>
      <WithMe>
        {() =>
          place ? (
            <>
              {places.length > 1 ? (
                <Choice
                  label={say.place}
                  options={places.map(({ code, name }) => [code, name] as const)}
                  value={place.code}
                  onChange={choose}
                />
              ) : (
                <View className="campaigns__place" {...a11y('heading')}>
                  {place.name}
                </View>
              )}
              <Loads of={store.list} retry={() => void store.load(place)}>
                {(all) => (
                  <>
                    {all.length === 0 && <Empty title={say.empty}>{say.emptyNote}</Empty>}
                    {all.map((one) => (
                      <One key={one.id} campaign={one} here={place.code} onTap={() => open(one)} />
                    ))}
                  </>
                )}
              </Loads>
              {asked && <Below store={store} code={place.code} onChoose={openPlace} onClose={() => setAsked(null)} />}
            </>
          ) : (
            <NotStaff title={say.not} />
          )
        }
      </WithMe>
    </Page>
  );
});

const One = ({ campaign, here, onTap }: { campaign: CampaignShown; here: string; onTap: () => void }) => {
  const { name, state, firstDay, lastDay, node } = campaign;
  return (
    <View className="campaigns__one" {...a11y('button')} onClick={onTap}>
      <StateTag state={state} />
      <View className="campaigns__name">{name}</View>
      <View className="campaigns__facts">
        {words.facts(say.span(firstDay, lastDay), node.code === here ? null : say.by(node.name))}
      </View>
      <View className="campaigns__line">{say.line(campaign)}</View>
    </View>
  );
};

export default Campaigns;
