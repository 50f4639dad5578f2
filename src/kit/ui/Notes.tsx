import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Failure } from '../failure';
import { platform } from '../platform';
import { words } from '../words';
import { a11y } from './a11y';
import { Button } from './Button';
import './notes.scss';

/** An empty place: what will appear here, and who puts it there. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <View className="note">
    <View className="note__title">{title}</View>
    {children && <View className="note__text">{children}</View>}
  </View>
);

interface FailedProps {
  failure: Failure;
  onRetry?: () => void;
  /** A number to call instead, when the page knows one. */
  phone?: string | null;
}

/** Something did not happen. What was typed stays where it is; here is the way on. */
export const Failed = ({ failure, onRetry, phone }: FailedProps) => {
  const fields = Object.values(failure.fields);
  return (
    <View className="note note--failed" {...a11y('alert')}>
      <View className="note__text">{failure.message}</View>
      {fields.map((field) => (
        <View key={field} className="note__field">
          {field}
        </View>
      ))}
      {onRetry && failure.kind !== 'refused' && <Button onTap={onRetry}>{words.failed.retry}</Button>}
      {phone && <Button onTap={() => platform.phone(phone)}>{words.failed.phone}</Button>}
    </View>
  );
};
