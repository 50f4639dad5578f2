import type { Kind } from '../../../types/notices';
import { words } from '../words';
import { Tag, type Tone } from './Tag';

const tones: Record<Kind, Tone> = { notice: 'slate', story: 'yolk', activity: 'pine', opinion: 'red' };

export const KindTag = ({ kind }: { kind: Kind }) => <Tag tone={tones[kind]}>{words.kinds[kind]}</Tag>;
