import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import type { Failure } from '../failure';
import { go, routes } from '../routes';
import { session } from '../session';
import { words } from '../words';
import { a11y } from './a11y';
import { Button } from './Button';
import { Icon } from './Icon';
import { SignIn } from './SignIn';
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
  /** What a page that could not be loaded does to try again; where trying is no use, home is the way on. */
  onRetry?: () => void;
}

/** A cloud with too much to do says so itself. */
const isUnreached = ({ kind, refusal }: Failure): boolean => kind === 'offline' && refusal === null;

/** There is no such page, or not for this person: it stands as an empty place does, with the way on below it. */
const Missing = observer(({ failure: { message, refusal } }: { failure: Failure }) => (
  <>
    <View className="note" {...a11y('alert')}>
      {/* A title ends without a full stop, and a refusal is a sentence. */}
      <View className="note__title">{message.replace(/。$/, '')}</View>
    </View>
    <View className="note__way">
      {refusal === 'session.required' && session.isAskable ? (
        <SignIn kind="main" />
      ) : (
        <Button onTap={() => go(routes.home)}>{words.failed.home}</Button>
      )}
    </View>
  </>
));

/** Something did not happen. What was typed stays where it is; here is the way on. */
export const Failed = ({ failure, onRetry }: FailedProps) => {
  if (onRetry && failure.kind === 'refused') return <Missing failure={failure} />;
  const fields = Object.values(failure.fields);
  return (
    <View className="note note--failed" {...a11y('alert')}>
      <View className="note__text">
        <Icon name="trouble" />
        <View>{onRetry && isUnreached(failure) ? words.failed.unreached : failure.message}</View>
      </View>
      {fields.map((field) => (
        <View key={field} className="note__field">
          {field}
        </View>
      ))}
      {onRetry && <Button onTap={onRetry}>{words.failed.retry}</Button>}
    </View>
  );
};
