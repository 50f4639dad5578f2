import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { maySet } from '../places';
import { session } from '../session';
import { NotStaff } from './NotStaff';
import { Page } from './Page';
import { WithMe } from './WithMe';

interface Props {
  code: string;
  /** What the page is for, to somebody who does not work there. */
  not: string;
  children: (may: boolean) => ReactNode;
}

/** A page of a community's staff; whether somebody may change how it answers, too, is given to it. */
export const ForStaff = observer(({ code, not, children }: Props) => {
  const { me, person } = session;
  if (me && person && me.answers.some((place) => code.startsWith(place.code)))
    return <Here key={`${person.id}.${code}`}>{children(maySet(me, code))}</Here>;
  return (
    <Page>
      <WithMe>{() => <NotStaff title={not} />}</WithMe>
    </Page>
  );
});

/** Another person begins with a page of their own. */
const Here = ({ children }: { children: ReactNode }) => <>{children}</>;
