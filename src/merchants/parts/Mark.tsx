import { View } from '@tarojs/components';
import type { BadgeState, MerchantState } from '../../../types/shops';
import './mark.scss';

export type ShopState = MerchantState | BadgeState;
export type MarkTone = 'pine' | 'yolk' | 'red' | 'slate';

/** What a state looks like, besides its words: a colour, and a sign that says the same to those who see no colours. */
export const looks: Record<ShopState, readonly [MarkTone, 'check' | 'clock' | 'cross' | 'pause' | 'ask']> = {
  valid: ['pine', 'check'],
  expiring: ['yolk', 'clock'],
  applied: ['slate', 'clock'],
  upcoming: ['slate', 'clock'],
  expired: ['red', 'clock'],
  suspended: ['red', 'pause'],
  revoked: ['red', 'cross'],
  declined: ['red', 'cross'],
  replaced: ['red', 'cross'],
  unknown: ['red', 'ask'],
};

/** The sign of a state, drawn, as large as the text around it. The words beside it say the same. */
export const Mark = ({ state }: { state: ShopState }) => <View className={`mark mark--${looks[state][1]}`} />;
