import { View } from '@tarojs/components';
import { isWeapp } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { Button } from '../../kit/ui';
import { say } from '../words';

interface Props {
  noticeId: string;
  /** The code of the place that it is for. */
  at: string;
  onShare: () => void;
}

/** What a reader may do with a notice: say something of it, and pass it on. Outside WeChat a card is an address. */
export const Actions = ({ noticeId, at, onShare }: Props) => (
  <View className="notice__two">
    <Button onTap={() => go(routes.comments(noticeId, at))}>{say.comments}</Button>
    {isWeapp ? (
      <Button native={{ openType: 'share' }}>{say.share}</Button>
    ) : (
      <Button onTap={onShare}>{say.share}</Button>
    )}
  </View>
);
