import { observer } from 'mobx-react-lite';
import type { ReactElement, ReactNode } from 'react';
import type { Loaded } from '../loaded';
import { Failed } from './Notes';
import { Skeleton } from './Skeleton';

interface Props<T> {
  of: Loaded<T>;
  retry: () => void;
  waiting?: ReactNode;
  children: (value: T) => ReactNode;
}

/** The states of anything that comes from the cloud: on its way, failed, here. An old value stays in sight of a failure. */
export const Loads = observer(({ of, retry, waiting = <Skeleton />, children }: Props<unknown>) => (
  <>
    {of.value !== null && children(of.value)}
    {of.value === null && !of.failure && waiting}
    {of.failure && <Failed failure={of.failure} onRetry={retry} />}
  </>
)) as <T>(props: Props<T>) => ReactElement;
