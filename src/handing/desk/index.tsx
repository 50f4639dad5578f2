import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn, placeIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { isWeapp, platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Page, Row } from '../../kit/ui';
import { ForStaff } from '../../kit/ui/ForStaff';
import { view } from '../../kit/view';
import { words } from '../../kit/words';
import { Counter } from '../counter';
import { Listing, Today } from '../listing';
import { hasList, Notebook, type There } from '../notebook';
import { ByList } from '../parts/ByList';
import { Code } from '../parts/Code';
import { CodeFoot, ListFoot } from '../parts/Foot';
import { TodayList } from '../parts/TodayList';
import { Unsettled } from '../parts/Unsettled';
import { say } from '../words';
import './index.scss';

/** How often a colleague's hand-overs are looked for, while a list of them is in sight. */
const LOOK_MS = 8_000;
/** How often the list for a lost network is fetched anew: who shows a code for the first time today has a number from then on. */
const LIST_MS = 120_000;
type Tab = keyof typeof say.tabs;
const tabs = Object.entries(say.tabs) as [Tab, string][];

/** The desk where eggs are handed out: by a code, by the list, and what came of it. */
const Desk = observer(({ there, owner }: { there: There; owner: string | null }) => {
  const [desk] = useState(() => {
    const house = { call, keep: keepFor(keep, owner), isHere: () => session.owner === owner };
    const notebook = new Notebook(house, there);
    return {
      notebook,
      counter: new Counter(house, notebook, () => view.online),
      listing: new Listing(call, there),
      today: new Today(call, there),
    };
  });
  const { notebook, counter, listing, today } = desk;
  const [tab, setTab] = useState<Tab>('code');
  const { online } = view;
  // As soon as there is a network: what is unsure, what was written down without it, and the list as it is now.
  useEffect(() => {
    if (!online) return undefined;
    if (!session.me) void session.load();
    const catchUp = () =>
      void counter
        .repeat()
        .then(() => notebook.merge())
        .then(() => notebook.refresh());
    catchUp();
    // A network that is there and carries nothing says no word when it is well again.
    const again = setInterval(catchUp, LIST_MS);
    return () => clearInterval(again);
  }, [counter, notebook, online]);
  useEffect(() => {
    if (tab === 'code') return undefined;
    void today.load();
    const looking = setInterval(() => void (view.online && today.look()), LOOK_MS);
    return () => clearInterval(looking);
  }, [today, tab]);
  usePullDownRefresh(
    () => void Promise.all([notebook.merge(), notebook.refresh(), today.look()]).finally(platform.stopPullDown),
  );

  const feet = {
    code: <CodeFoot counter={counter} />,
    list: <ListFoot listing={listing} today={today} notebook={notebook} />,
    today: null,
  };
  return (
    <Page foot={feet[tab]}>
      {notebook.list && (
        <View className="eggdesk__campaign" {...a11y('heading')}>
          {words.facts(notebook.list.community, notebook.list.campaign.name)}
        </View>
      )}
      <View className="eggdesk__tabs" {...a11y('radiogroup', say.tab)}>
        {tabs.map(([key, name]) => (
          <View
            key={key}
            className={`eggdesk__tab ${key === tab ? 'eggdesk__tab--on' : ''}`}
            {...a11y('radio')}
            aria-checked={key === tab}
            onClick={() => setTab(key)}
          >
            {key === 'code' && !isWeapp ? say.tabTyping : name}
          </View>
        ))}
      </View>
      {!notebook.isDay && (
        <Card>
          <Row title={say.notToday} note={say.nextDay(notebook.nextDay)} />
        </Card>
      )}
      {tab === 'code' ? <Code counter={counter} /> : <Unsettled counter={counter} />}
      {tab === 'list' && <ByList listing={listing} today={today} />}
      {tab === 'today' && <TodayList today={today} />}
    </Page>
  );
});

const DeskOf = observer(() => {
  const { params } = useRouter();
  const [campaignId, communityCode] = [campaignIn(params), placeIn(params)];
  const { me, owner, failure } = session;
  if (!campaignId || !communityCode)
    return (
      <Page>
        <Empty title={say.badLink}>{say.badLinkNote}</Empty>
        <Button onTap={() => go(routes.work)}>{say.toWork}</Button>
      </Page>
    );
  const there = { campaignId, communityCode };
  const isStaff = me?.person && me.answers.some(({ code }) => communityCode.startsWith(code));
  // A phone that was started without a network is a desk all the same, for whoever was here last.
  const isAway = !me && failure !== null && hasList(keepFor(keep, owner), there);
  if (isStaff || isAway) return <Desk key={`${owner} ${campaignId} ${communityCode}`} there={there} owner={owner} />;
  return (
    <ForStaff code={communityCode} not={say.not}>
      {() => null}
    </ForStaff>
  );
});

export default DeskOf;
