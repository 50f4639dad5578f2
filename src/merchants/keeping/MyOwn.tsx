import { observer } from 'mobx-react-lite';
import type { ReactElement } from 'react';
import { session } from '../../kit/session';
import { Page } from '../../kit/ui';
import { Gate } from './Gate';

/** A page about somebody's own shop: made anew for each person, and for nobody it says how to come in. */
export const MyOwn = observer(({ children }: { children: (personId: string) => ReactElement }) =>
  session.person ? (
    children(session.person.id)
  ) : (
    <Page>
      <Gate />
    </Page>
  ),
);
