import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from './a11y';
import './card.scss';

interface Props {
  children: ReactNode;
  tone?: 'paper' | 'yolk' | 'red';
  label?: string;
  onTap?: () => void;
}

export const Card = ({ children, tone = 'paper', label, onTap }: Props) => (
  <View className={`card card--${tone}`} onClick={onTap} {...(onTap && a11y('button', label))}>
    {children}
  </View>
);

interface RowProps {
  title: ReactNode;
  note?: ReactNode;
  /** What stands at the end of the line, such as where it leads. */
  end?: ReactNode;
  label?: string;
  onTap?: () => void;
}

/** One line of a list inside a card. */
export const Row = ({ title, note, end, label, onTap }: RowProps) => (
  <View className="row" onClick={onTap} {...(onTap && a11y('button', label))}>
    <View className="row__text">
      <View className="row__title">{title}</View>
      {note && <View className="row__note">{note}</View>}
    </View>
    {end !== undefined && <View className="row__end">{end}</View>}
    {onTap && end === undefined && <View className="row__arrow" />}
  </View>
);
