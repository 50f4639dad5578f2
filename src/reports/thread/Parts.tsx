import { View } from '@tarojs/components';
import { Card, Row, Tag } from '../../kit/ui';
import type { Part } from '../kinds';
import { say } from './words';
import './thread.scss';

const noteOf = ({ dueAt, doneAt }: Part, now: number): string => {
  if (doneAt) return say.done(doneAt);
  return Date.parse(dueAt) < now ? say.overdue(dueAt) : say.due(dueAt);
};

/** Who was called to it, and until when each has said to be done. */
export const Parts = ({ parts, now }: { parts: readonly Part[]; now: number }) =>
  parts.length === 0 ? null : (
    <Card>
      <View className="thread__section">{say.parts}</View>
      {parts.map((part) => (
        <Row
          key={part.id}
          title={
            <>
              <Tag tone={part.doneAt ? 'pine' : Date.parse(part.dueAt) < now ? 'red' : 'slate'}>
                {part.lead ? say.lead : say.help}
              </Tag>
              {part.unit?.name ?? say.street}
            </>
          }
          note={noteOf(part, now)}
        />
      ))}
    </Card>
  );
