import type { Notice } from '../../../types/notices';
import { replace, routes } from '../../kit/routes';
import { Button, Empty } from '../../kit/ui';
import { say } from '../words';

/** A notice that cannot be written on as it is now, and the way to what can be done. */
export const Closed = ({ notice: { id, state } }: { notice: Notice }) => (
  <>
    <Empty title={state === 'held' ? say.heldAlready : say.withdrawnAlready} />
    <Button onTap={() => replace(routes.deskNotice(id))}>{say.toDesk}</Button>
  </>
);
