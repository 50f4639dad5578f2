import { View } from '@tarojs/components';
import { a11y } from '../../kit/ui';
import { say } from '../words';
import './rows.scss';

const { comments: words } = say;

interface Props {
  why: 'elsewhere' | 'homeless';
  /** Something is typed already. */
  hasText: boolean;
}

/** Why nothing can be written here. What was typed stays. */
export const Barred = ({ why, hasText }: Props) => (
  <View className="rows__note" {...a11y('status')}>
    {words[why]}
    {hasText && words.keptNote}
  </View>
);
