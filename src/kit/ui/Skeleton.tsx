import { View } from '@tarojs/components';
import { words } from '../words';
import { a11y } from './a11y';
import './skeleton.scss';

/** Paper-toned lines where text will stand, so that nothing jumps when it comes. */
export const Skeleton = ({ lines = 4, title = true }: { lines?: number; title?: boolean }) => (
  <View className="skeleton" {...a11y('status', words.loading)}>
    {title && <View className="skeleton__title" />}
    {Array.from({ length: lines }, (_, i) => (
      <View key={i} className="skeleton__line" />
    ))}
  </View>
);
