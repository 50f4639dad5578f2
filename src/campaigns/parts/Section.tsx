import { View } from '@tarojs/components';
import { a11y } from '../../kit/ui';
import './parts.scss';

/** What the part below it is about. */
export const Section = ({ children, note }: { children: string; note?: string }) => (
  <>
    <View className="eggsection" {...a11y('heading')}>
      {children}
    </View>
    {note && <View className="eggsection__note">{note}</View>}
  </>
);
