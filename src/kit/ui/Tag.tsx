import { Text } from '@tarojs/components';
import './tag.scss';

/** `soft` is for what is over: withdrawn, dropped, ended. Nothing is waited for there. */
export type Tone = 'slate' | 'pine' | 'red' | 'yolk' | 'soft';

export const Tag = ({ tone = 'slate', children }: { tone?: Tone; children: string }) => (
  <Text className={`tag tag--${tone}`}>{children}</Text>
);
