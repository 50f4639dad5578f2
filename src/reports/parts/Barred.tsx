import { View } from '@tarojs/components';
import { go, routes } from '../../kit/routes';
import { a11y, Button } from '../../kit/ui';
import { say } from '../words';
import './rows.scss';

const { comments: words } = say;

interface Props {
  why: 'elsewhere' | 'homeless';
  /** Something is typed already. */
  hasText: boolean;
}

/** Why nothing can be written here, and where to go from here. What was typed stays. */
export const Barred = ({ why, hasText }: Props) => (
  <>
    <View className="rows__note" {...a11y('status')}>
      {words[why]}
      {hasText && words.keptNote}
    </View>
    <Button onTap={() => go(routes.find)}>{words.find}</Button>
  </>
);
