import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { campaignIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { a11y, Card, Loads, Page, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { runsAny } from '../here';
import { ForEggStaff } from '../parts/ForEggStaff';
import { PickUpRows } from '../parts/PickUpRows';
import { Section } from '../parts/Section';
import { SheetRows } from '../parts/SheetRows';
import { StateTag } from '../parts/StateTag';
import { say as common } from '../words';
import { Acts } from './Acts';
import { Days } from './Days';
import { Standings } from './Standings';
import { BoardStore, type Board } from './store';
import { VarianceOf } from './VarianceOf';
import { say } from './words';
import './index.scss';

const BoardPage = observer(({ id, owner }: { id: string; owner: string }) => {
  const [store] = useState(() => new BoardStore(call, keepFor(keep, owner), id, Date.now));
  useEffect(() => void store.load(), [store]);
  // Somebody comes back from changing it, or from a community.
  useDidShow(() => void (store.board.value && store.load()));
  usePullDownRefresh(() => void store.load().finally(platform.stopPullDown));
  return (
    <Page>
      <Loads of={store.board} retry={() => void store.load()}>
        {(board) => <Whole store={store} board={board} />}
      </Loads>
    </Page>
  );
});

const Whole = observer(({ store, board }: { store: BoardStore; board: Board }) => {
  const { campaign, steps, expected, most, standings } = board;
  const { state, name, firstDay, lastDay, cap, node, communities, pickUps, promised } = campaign;
  const { reason } = store;
  const nameOf = (code: string) => standings.find(({ community }) => community.code === code)?.community.name ?? code;
  return (
    <>
      <StateTag state={state} />
      <View className="egghead__name" {...a11y('heading')}>
        {name}
      </View>
      <View className="egghead__facts">{say.facts(firstDay, lastDay, cap)}</View>
      <View className="egghead__facts">{say.by(node.name, communities)}</View>
      {reason && state === 'paused' && (
        <View className="campaign__paused">
          <Card tone="yolk">{say.paused(reason)}</Card>
        </View>
      )}
      {reason && steps.slice(-1)[0]?.act === 'ended' && <View className="campaign__reason">{say.ended(reason)}</View>}
      <View className="campaign__figures">
        <Figures promised={promised} expected={expected} most={most} />
      </View>
      <Acts store={store} campaign={campaign} />
      <VarianceOf store={store} />
      <Standings store={store} />
      <Days store={store} />
      <Section>{common.pickUps}</Section>
      <PickUpRows pickUps={pickUps} nameOf={nameOf} />
      <Section>{say.sheets}</Section>
      <SheetRows of={store.sheets} />
      <Section>{say.steps}</Section>
      <Card>
        {[...steps].reverse().map(({ act, at, reason: why }, i) => (
          <Row key={i} title={say.stepNames[act]} end={words.moment(at)} {...(why && { note: why })} />
        ))}
      </Card>
    </>
  );
});

const Figures = ({ promised, expected, most }: Pick<Board, 'expected' | 'most'> & { promised: number }) => {
  const { figures } = say;
  const rows: [string, number | null][] = [
    [figures.promised, promised],
    [figures.expected, expected],
    [figures.most, most],
  ];
  return (
    <Card>
      {rows.map(([name, n]) => (
        <Row
          key={name}
          title={name}
          end={
            <View className={n === null ? '' : 'campaign__figure'}>
              {n === null ? figures.unknown : common.eggs(n)}
            </View>
          }
        />
      ))}
      <View className="campaign__note">{expected === null ? figures.unknownNote : figures.expectedNote}</View>
    </Card>
  );
};

const BoardOf = () => {
  const id = campaignIn(useRouter().params);
  return (
    <ForEggStaff of={id} may={runsAny}>
      {(owner) => <BoardPage id={id} owner={owner} />}
    </ForEggStaff>
  );
};

export default BoardOf;
