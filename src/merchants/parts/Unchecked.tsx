import { View } from '@tarojs/components';
import type { Failure } from '../../kit/failure';
import { a11y } from '../../kit/ui';
import { say } from '../words';
import './verdict.scss';

/** Nobody knows at this moment: neither yes nor no, and it looks like neither. */
export const Unchecked = ({ failure }: { failure: Failure }) => (
  <View className="verdict verdict--none verdict--large" {...a11y('alert', say.verify.failed)}>
    <View className="verdict__word">{say.verify.failed}</View>
    <View className="verdict__more">
      {failure.kind === 'offline' && !failure.refusal ? say.verify.failedNote : failure.message}
    </View>
  </View>
);
