import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { go, routes } from '../../kit/routes';
import { session, type Me } from '../../kit/session';
import { Button, Empty, Page, WithMe } from '../../kit/ui';
import { NotStaff } from '../../kit/ui/NotStaff';
import { say } from '../words';

interface Props {
  /** What the page is of; '' when a link did not say. */
  of: string;
  may: (me: Me) => boolean;
  children: (owner: string) => ReactNode;
}

/** A page of whoever has to do with eggs. Another person, and another campaign, begin with a page of their own. */
export const ForEggStaff = observer(({ of, may, children }: Props) => {
  const { me, person } = session;
  if (me && person && of && may(me)) return <Here key={`${person.id} ${of}`}>{children(person.id)}</Here>;
  return (
    <Page>
      <WithMe>
        {(here) =>
          may(here) ? (
            <>
              <Empty title={say.badLink}>{say.badLinkNote}</Empty>
              <Button onTap={() => go(routes.campaigns)}>{say.toList}</Button>
            </>
          ) : (
            <NotStaff title={say.not} />
          )
        }
      </WithMe>
    </Page>
  );
});

const Here = ({ children }: { children: ReactNode }) => <>{children}</>;
