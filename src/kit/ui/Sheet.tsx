import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { words } from '../words';
import { a11y } from './a11y';
import './sheet.scss';

interface Props {
  title: string;
  children: ReactNode;
  /** What stays at the thumb, however long the sheet. */
  foot?: ReactNode;
  onClose: () => void;
}

/** Something small that comes up from the thumb and can always be closed. */
export const Sheet = ({ title, children, foot, onClose }: Props) => (
  <View className="sheet">
    <View className="sheet__shade" onClick={onClose} />
    <View className="sheet__paper" {...a11y('dialog', title)}>
      <View className="sheet__head">
        <Text className="sheet__title">{title}</Text>
        <View className="sheet__close" {...a11y('button')} onClick={onClose}>
          {words.close}
        </View>
      </View>
      <View className={foot ? 'sheet__body sheet__body--footed' : 'sheet__body'}>{children}</View>
      {foot && <View className="sheet__foot">{foot}</View>}
    </View>
  </View>
);
