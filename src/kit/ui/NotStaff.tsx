import { observer } from 'mobx-react-lite';
import { session } from '../session';
import { words } from '../words';
import { Button } from './Button';
import { Empty } from './Notes';

/** A page of staff before somebody who is none: what it is for, and how one comes to it. */
export const NotStaff = observer(({ title }: { title: string }) => (
  <>
    <Empty title={title}>{words.staff.notNote}</Empty>
    {session.me?.demo && <Button onTap={() => session.choose(true)}>{words.demo.change}</Button>}
  </>
));
