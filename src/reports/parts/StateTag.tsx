import { Tag, type Tone } from '../../kit/ui';
import type { ReportRow } from '../kinds';
import { say } from '../words';

type Shown = Pick<ReportRow, 'kind' | 'state' | 'solved' | 'reopened' | 'mine' | 'clock'>;

const tones = {
  waiting: 'slate',
  working: 'slate',
  whistled: 'slate',
  closing: 'pine',
  closed: 'pine',
  withdrawn: 'soft',
} as const satisfies Record<Shown['state'], Tone>;

const toneOf = ({ kind, state, solved, reopened, clock }: Shown): Tone => {
  if (state === 'waiting' && clock.state === 'late') return 'red';
  if (kind === 'comment') return tones[state];
  if (state === 'closed') return solved ? 'pine' : 'soft';
  return state === 'waiting' && reopened > 0 ? 'red' : tones[state];
};

const wordOf = ({ kind, state, solved, reopened, mine }: Shown): string => {
  if (kind === 'comment') return say.stateOfComment(state);
  return mine ? say.state(state, solved, reopened) : say.stateOfOthers(state, solved);
};

/** What has become of it, in a word and a colour. */
export const StateTag = ({ of }: { of: Shown }) => <Tag tone={toneOf(of)}>{wordOf(of)}</Tag>;
