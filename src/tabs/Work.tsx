import { Text } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { go, routes } from '../kit/routes';
import { session } from '../kit/session';
import { Card, Row } from '../kit/ui';
import { hasDesk, waiting } from '../kit/waiting';
import { say } from './words';
import './work.scss';

/** The one way to all that somebody does here: a row for those who work here or keep a shop, with how much waits for them. */
export const Work = observer(() => {
  const { me } = session;
  if (!me || !hasDesk(me)) return null;
  const { waited } = waiting;
  const number = waited > 0 && { end: <Text className="work__waited">{say.work.waited(waited)}</Text> };
  return (
    <Card>
      <Row title={say.work.title} note={say.work.note} {...number} onTap={() => go(routes.work)} />
    </Card>
  );
});
