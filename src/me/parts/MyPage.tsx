import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { session } from '../../kit/session';
import { Button, Empty, Page, WithMe } from '../../kit/ui';
import { say } from '../words';

/** A page about one person: made anew for each, and for nobody it says what would be here. */
export const MyPage = observer(({ children }: { children: (personId: string) => ReactNode }) => (
  <Page>
    <WithMe>
      {({ person, demo }) =>
        person ? (
          children(person.id)
        ) : (
          <>
            <Empty title={say.signInFirst}>{say.signInFirstNote}</Empty>
            {demo && <Button onTap={() => void session.somebody()}>{say.signIn}</Button>}
          </>
        )
      }
    </WithMe>
  </Page>
));
