import { observer } from 'mobx-react-lite';
import type { ReactNode } from 'react';
import { session } from '../../kit/session';
import { Page, WithMe } from '../../kit/ui';
import { NotStaff } from '../staff/NotStaff';
import { maySet } from '../staff/places';

/** A page of a community's staff; whether somebody may change it, too, is given to it. */
export const ForStaff = observer(({ code, children }: { code: string; children: (may: boolean) => ReactNode }) => {
  const { me, person } = session;
  if (me && person && me.answers.some((place) => code.startsWith(place.code)))
    return <Here key={`${person.id}.${code}`}>{children(maySet(me, code))}</Here>;
  return (
    <Page>
      <WithMe>{() => <NotStaff />}</WithMe>
    </Page>
  );
});

/** Another person begins with a page of their own. */
const Here = ({ children }: { children: ReactNode }) => <>{children}</>;
