import type { CampaignState } from '../../../types/campaigns';
import { Tag, type Tone } from '../../kit/ui';
import { say } from '../words';

const tones: Record<CampaignState, Tone> = {
  ahead: 'slate',
  running: 'pine',
  paused: 'yolk',
  waiting: 'yolk',
  picking: 'yolk',
  over: 'soft',
  dropped: 'soft',
};

export const StateTag = ({ state }: { state: CampaignState }) => <Tag tone={tones[state]}>{say.states[state]}</Tag>;
