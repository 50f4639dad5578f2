import { View } from '@tarojs/components';
import type { Headline, NoticeState } from '../../../types/notices';
import { go, routes } from '../../kit/routes';
import { Card, KindTag, Tag, type Tone } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import './row.scss';

const tones: Record<NoticeState, Tone> = { draft: 'yolk', scheduled: 'slate', published: 'pine', withdrawn: 'red' };

function line({ state, publishAt, readers, opens }: Headline): string {
  if (state === 'draft') return '';
  if (state === 'scheduled') return publishAt ? say.goesOut(words.moment(publishAt)) : '';
  return [publishAt && words.moment(publishAt), say.count(readers, opens)].filter(Boolean).join(' · ');
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
      <View className="deskrow__meta">{[place.name, line(headline)].filter(Boolean).join(' · ')}</View>
    </Card>
  );
};
