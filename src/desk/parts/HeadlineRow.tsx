import { View } from '@tarojs/components';
import type { Headline, NoticeState } from '../../../types/notices';
import { go, routes } from '../../kit/routes';
import { Card, KindTag, Tag, type Tone } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import './row.scss';

const tones: Record<NoticeState, Tone> = { draft: 'yolk', scheduled: 'slate', published: 'pine', withdrawn: 'red' };

function facts({ state, publishAt, readers, opens }: Headline): (string | null)[] {
  const when = publishAt && words.moment(publishAt);
  if (state === 'draft') return [];
  if (state === 'scheduled') return [when && say.goesOut(when)];
  return [when, words.readers(readers), words.opens(opens)];
}

/** A draft leads to its writing, everything else to its desk. */
export const HeadlineRow = ({ headline }: { headline: Headline }) => {
  const { id, state, title, kind, pinned, place } = headline;
  return (
    <Card
      label={`${say.states[state]} ${title}`}
      onTap={() => go(state === 'draft' ? routes.rewrite(id) : routes.deskNotice(id))}
    >
      <View>
        <Tag tone={tones[state]}>{say.states[state]}</Tag>
        {pinned && <Tag tone="red">{say.pinned}</Tag>}
        <KindTag kind={kind} />
      </View>
      <View className="deskrow__title">{title}</View>
      <View className="deskrow__meta">{words.facts(place.name, ...facts(headline))}</View>
    </Card>
  );
};
