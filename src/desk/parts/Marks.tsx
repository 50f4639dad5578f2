import { View } from '@tarojs/components';
import type { Headline, NoticeState } from '../../../types/notices';
import { KindTag, Tag, type Tone } from '../../kit/ui';
import { say } from '../words';

const tones: Record<NoticeState, Tone> = {
  draft: 'slate',
  held: 'yolk',
  scheduled: 'slate',
  published: 'pine',
  withdrawn: 'red',
};

type Marked = Pick<Headline, 'state' | 'kind' | 'pinned' | 'mustKnow' | 'held'>;

/** What a notice is at this moment, in a row of tags. */
export const Marks = ({ of: { state, kind, pinned, mustKnow, held } }: { of: Marked }) => (
  <View>
    <Tag tone={tones[state]}>{say.states[state]}</Tag>
    {held === 'risky' && <Tag tone="red">{say.held.risky}</Tag>}
    {mustKnow && <Tag tone="red">{say.mustKnow.name}</Tag>}
    {pinned && <Tag tone="red">{say.pinned}</Tag>}
    <KindTag kind={kind} />
  </View>
);
