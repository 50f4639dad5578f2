import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { go, routes } from '../routes';
import { session } from '../session';
import { words } from '../words';
import { Button } from './Button';
import { Empty } from './Notes';
import { SignIn } from './SignIn';
import './notes.scss';

/** A page of staff before somebody who is none: what it is for, and how one comes to it. */
export const NotStaff = observer(({ title }: { title: string }) => (
  <>
    <Empty title={title}>{words.staff.notNote}</Empty>
    <View className="notstaff">
      {session.person ? (
        <Button onTap={() => go(routes.mine)}>{words.staff.toMine}</Button>
      ) : (
        // Only somebody who has signed in has a number.
        <SignIn kind="main" />
      )}
      {session.me?.demo && <Button onTap={() => session.choose(true)}>{words.demo.change}</Button>}
    </View>
  </>
));
