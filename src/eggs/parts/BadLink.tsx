import { go, routes } from '../../kit/routes';
import { Button, Empty } from '../../kit/ui';
import { say } from '../words';

/** The page was opened by something that names no campaign, or no day. */
export const BadLink = () => (
  <>
    <Empty title={say.badLink}>{say.badLinkNote}</Empty>
    <Button onTap={() => go(routes.calendar)}>{say.toCalendar}</Button>
  </>
);
