import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../../kit/ui';
import { say } from '../words';

/** One kind of thing, under its name. */
export const Part = ({ of, children }: { of: keyof typeof say.parts; children: ReactNode }) => (
  <View className="gallery__part">
    <View className="gallery__name" {...a11y('heading')}>
      {say.parts[of]}
    </View>
    {children}
  </View>
);
