import { View } from '@tarojs/components';
import type { Held as Why } from '../../../types/notices';
import { Card } from '../../kit/ui';
import { say } from '../words';
import './held.scss';

/** Why residents do not see a notice, and what comes next. */
export const Held = ({ why }: { why: Why }) => (
  <View className="held">
    <Card tone={why === 'risky' ? 'red' : 'yolk'}>
      <View className="held__title">{say.held.title[why]}</View>
      <View>{say.held.next[why]}</View>
    </Card>
  </View>
);
