import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from '../../kit/ui';
import './hint.scss';

/** Says something of the field above it. */
export const Hint = ({ children, wrong = false }: { children: ReactNode; wrong?: boolean }) => (
  <View className={`hint ${wrong ? 'hint--wrong' : ''}`} {...(wrong && a11y('alert'))}>
    {children}
  </View>
);

/** What the part below it is about. */
export const Section = ({ children }: { children: string }) => (
  <View className="section" {...a11y('heading')}>
    {children}
  </View>
);
