import { observer } from 'mobx-react-lite';
import type { Notice } from '../../../types/notices';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Card, Row } from '../../kit/ui';
import { say } from '../words';

/** What everyone must know: for those who answer there, the way to the households that do not know yet. */
export const Doors = observer(({ notice: { id, mustKnow, state, place } }: { notice: Notice }) => {
  const answers = session.me?.answers ?? [];
  const isHere = answers.some(({ code }) => place.code.startsWith(code) || code.startsWith(place.code));
  if (!mustKnow || state !== 'published' || !isHere) return null;
  // A notice of the street stands in each of its communities: which one is chosen there.
  const path = place.level === 'community' ? routes.board(place.code, id) : routes.boards;
  return (
    <Card>
      <Row title={say.doors} note={say.doorsNote} onTap={() => go(path)} />
    </Card>
  );
});
