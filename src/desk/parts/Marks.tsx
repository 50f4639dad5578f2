import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Headline, NoticeState } from '../../../types/notices';
import { Tag, type Tone } from '../../kit/ui';
import { say } from '../words';

const tones: Record<NoticeState, Tone> = {
  draft: 'slate',
  held: 'yolk',
  scheduled: 'slate',
  published: 'pine',
  withdrawn: 'soft',
};

interface Props {
  of: Pick<Headline, 'state' | 'pinned' | 'mustKnow' | 'held'>;
  children?: ReactNode;
}

/** What a notice is at this moment, in a row of tags. */
export const Marks = ({ of: { state, pinned, mustKnow, held }, children }: Props) => (
  <View>
    <Tag tone={tones[state]}>{say.states[state]}</Tag>
    {held === 'risky' && <Tag tone="red">{say.held.risky}</Tag>}
    {mustKnow && <Tag tone="red">{say.mustKnow.name}</Tag>}
    {pinned && <Tag tone="red">{say.pinned}</Tag>}
    {children}
  </View>
);
