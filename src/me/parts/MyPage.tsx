import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { Empty, Page, SignIn, WithMe } from '../../kit/ui';
import { say } from '../words';

/** A page about one person: made anew for each, and for nobody it says what would be here. */
export const MyPage = observer(({ children }: { children: (personId: string) => ReactNode }) => (
  <Page>
    <WithMe>
      {({ person }) =>
        person ? (
          children(person.id)
        ) : (
          <>
            <Empty title={say.signInFirst}>{say.signInFirstNote}</Empty>
            <SignIn kind="main" />
          </>
        )
      }
    </WithMe>
  </Page>
));
