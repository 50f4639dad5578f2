import { observer } from 'mobx-react-lite';
import { session } from '../../kit/session';
import { Button, Empty } from '../../kit/ui';
import { say } from '../inbox/words';

export const NotStaff = observer(() => (
  <>
    <Empty title={say.notStaff}>{say.notStaffNote}</Empty>
    {session.me?.demo && <Button onTap={() => session.choose(true)}>{say.signIn}</Button>}
  </>
));
