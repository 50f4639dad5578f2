import { Text } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { go, routes } from '../../kit/routes';
import type { Me } from '../../kit/session';
import { Card, Row } from '../../kit/ui';
import { isCallable, waiting } from '../../kit/waiting';
import { say } from '../words';

const { services } = say;

const numberOf = (n: number) =>
  n > 0 ? { end: <Text className="services__waiting">{services.waiting(n)}</Text> } : {};

/** For whoever answers residents, and for units that a whistle calls: what waits for them. */
export const Answering = observer(({ me }: { me: Me }) => {
  const { answers, units } = me;
  if (answers.length + units.length === 0) return null;
  return (
    <Card>
      {answers.length > 0 && (
        <>
          <Row
            title={services.inbox}
            note={services.inboxNote}
            label={services.inbox}
            {...numberOf(waiting.reports)}
            onTap={() => go(routes.inbox)}
          />
          <Row title={services.diary} note={services.diaryNote} label={services.diary} onTap={() => go(routes.diary)} />
          <Row
            title={services.boards}
            note={services.boardsNote}
            label={services.boards}
            onTap={() => go(routes.boards)}
          />
          <Row
            title={services.enter}
            note={services.enterNote}
            label={services.enter}
            onTap={() => go(routes.enterReport)}
          />
          <Row
            title={services.answering}
            note={services.answeringNote}
            label={services.answering}
            onTap={() => go(routes.answering)}
          />
        </>
      )}
      {isCallable(me) && (
        <Row
          title={services.handling}
          note={
            units.length > 0 ? services.handlingNote(units.map(({ name }) => name).join('，')) : services.streetNote
          }
          label={services.handling}
          {...numberOf(waiting.whistles)}
          onTap={() => go(routes.handling)}
        />
      )}
    </Card>
  );
});
