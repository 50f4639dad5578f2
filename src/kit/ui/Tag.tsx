import { Text } from '@tarojs/components';
import './tag.scss';

export type Tone = 'slate' | 'pine' | 'red' | 'yolk';

export const Tag = ({ tone = 'slate', children }: { tone?: Tone; children: string }) => (
  <Text className={`tag tag--${tone}`}>{children}</Text>
);
