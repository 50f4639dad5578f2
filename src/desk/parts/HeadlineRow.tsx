import { View } from '@tarojs/components';
import type { Headline } from '../../../types/notices';
import { go, routes } from '../../kit/routes';
import { Card, KindTag } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import { Marks } from './Marks';
import './row.scss';

function facts({ state, held, publishAt, readers, opens }: Headline): (string | null)[] {
  const when = publishAt && words.moment(publishAt);
  if (state === 'draft') return [];
  if (state === 'held') return [held && say.held.waitsFor[held]];
  if (state === 'scheduled') return [when && say.goesOut(when)];
  return [when, words.readers(readers), words.opens(opens)];
}

/** A draft leads to its writing, everything else to its desk. */
export const HeadlineRow = ({ headline }: { headline: Headline }) => {
  const { id, state, kind, title, place } = headline;
  return (
    <Card onTap={() => go(state === 'draft' ? routes.rewrite(id) : routes.deskNotice(id))}>
      <Marks of={headline}>
        <KindTag kind={kind} />
      </Marks>
      <View className="deskrow__title">{title}</View>
      <View className="deskrow__meta">{words.facts(place.name, ...facts(headline))}</View>
    </Card>
  );
};
