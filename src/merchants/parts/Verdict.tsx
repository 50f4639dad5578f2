import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../../kit/ui';
import { looks, Mark, type ShopState } from './Mark';
import './verdict.scss';

interface Props {
  state: ShopState;
  /** The one or two words that matter. */
  word: string;
  says: string;
  /** As large as a whole hand, for somebody who stands before a door. */
  large?: boolean;
  children?: ReactNode;
}

const tones = { pine: 'pine', yolk: 'pine', red: 'red', slate: 'slate' } as const;

/** What a badge is worth today: a drawn seal, a word, and why. An agreement that soon ends still holds. */
export const Verdict = ({ state, word, says, large = false, children }: Props) => (
  <View
    className={`verdict verdict--${tones[looks[state][0]]} ${large ? 'verdict--large' : ''}`}
    {...a11y('alert', `${word} ${says}`)}
  >
    <View className="verdict__seal">
      <Mark state={state === 'expiring' ? 'valid' : state} />
    </View>
    <View className="verdict__text">
      <View className="verdict__word">{word}</View>
      <View className="verdict__says">{says}</View>
      {children}
    </View>
  </View>
);
