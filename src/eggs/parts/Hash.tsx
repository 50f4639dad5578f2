import { Text, View } from '@tarojs/components';
import { say } from '../words';
import './hash.scss';

/** A hash in groups of eight, as people compare it with another. */
export const Hash = ({ of }: { of: string }) => (
  <View className="hash">
    <Text userSelect>{say.grouped(of)}</Text>
  </View>
);
