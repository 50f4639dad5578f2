import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { session, type Me } from '../session';
import { Failed } from './Notes';
import { Skeleton } from './Skeleton';

/** For pages that cannot begin before they know who is looking. */
export const WithMe = observer(({ children }: { children: (me: Me) => ReactNode }) => {
  if (session.me) return <>{children(session.me)}</>;
  return session.failure ? <Failed failure={session.failure} onRetry={() => void session.start()} /> : <Skeleton />;
});
