import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Standing } from '../../../types/campaigns';
import { go, routes } from '../../kit/routes';
import { a11y, Button, Choice, Empty, Field } from '../../kit/ui';
import { Differences } from '../parts/Differences';
import { Section } from '../parts/Section';
import { say as common } from '../words';
import { SOME, type BoardStore, type Show } from './store';
import { say } from './words';

const shows = Object.entries(say.shows) as [Show, string][];

/** How the campaign stands in each community, in the order of their codes. */
export const Standings = observer(({ store }: { store: BoardStore }) => {
  const { standings, shown, show, q } = store;
  const total = store.board.value?.standings.length ?? 0;
  if (total === 0) return <Empty title={say.notCounted} />;
  return (
    <>
      <Section note={say.standingsNote}>{say.standings}</Section>
      <Choice label={say.show} options={shows} value={show} onChange={(chosen) => store.look(chosen)} />
      {total > SOME && (
        <Field
          label={say.search}
          placeholder={say.searchHint}
          max={30}
          value={q}
          onChange={(typed) => store.type(typed)}
        />
      )}
      {standings.length === 0 && <Empty title={q.trim() ? say.noneFound : say.noneRed} />}
      {standings.slice(0, shown).map((one) => (
        <One key={one.community.code} standing={one} campaignId={store.campaignId} />
      ))}
      {standings.length > shown && <Button onTap={() => store.more()}>{common.more}</Button>}
    </>
  );
});

const One = ({ standing, campaignId }: { standing: Standing; campaignId: string }) => {
  const { code, name } = standing.community;
  return (
    <View className="standing" {...a11y('button')} onClick={() => go(routes.eggPlace(campaignId, code))}>
      <View className="standing__name">{name}</View>
      <View className="standing__facts">{common.standing(standing)}</View>
      <Differences standing={standing} most={1} />
    </View>
  );
};
