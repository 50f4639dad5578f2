import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { a11y } from './a11y';
import { Icon } from './Icon';
import './card.scss';

interface Props {
  children: ReactNode;
  tone?: 'paper' | 'yolk' | 'red';
  onTap?: () => void;
}

export const Card = ({ children, tone = 'paper', onTap }: Props) => (
  <View className={`card card--${tone}`} onClick={onTap} {...(onTap && a11y('button'))}>
    {children}
  </View>
);

interface RowProps {
  title: ReactNode;
  note?: ReactNode;
  /** What stands at the end of the line, such as where it leads. */
  end?: ReactNode;
  onTap?: () => void;
}

/** One line of a list inside a card. What can be pressed is called by all that it says. */
export const Row = ({ title, note, end, onTap }: RowProps) => (
  <View className="row" onClick={onTap} {...(onTap && a11y('button'))}>
    <View className="row__text">
      <View className="row__title">{title}</View>
      {note && <View className="row__note">{note}</View>}
    </View>
    {end !== undefined && <View className="row__end">{end}</View>}
    {onTap && end === undefined && <Icon name="go" />}
  </View>
);
