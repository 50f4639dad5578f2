import { Text, View } from '@tarojs/components';
import { go, routes } from '../../kit/routes';
import { Card, Row, Tag } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Comment, Report } from '../kinds';
import { say } from '../words';
import { nowOf } from './ReportCard';
import './comments.scss';

const { comments } = say;

/** What somebody wrote, and what the community answered. Nobody's name. */
export const CommentCard = ({ one, waiting, now }: { one: Comment; waiting: Report | null; now: number }) => {
  const { id, text, at, mine, answers } = one;
  const told = waiting && nowOf(waiting, now);
  return (
    <Card>
      <View className="comment__head">
        <Text className="comment__who">{mine ? say.you : say.clock.neighbour}</Text>
        <Text className="comment__meta">{words.moment(at)}</Text>
      </View>
      <View className="comment__text">
        <Text userSelect>{text || say.gone}</Text>
      </View>
      {answers.map((answer) => (
        <View key={answer.at} className="comment__answer">
          <View className="comment__head">
            <Text className="comment__who">{say.who(answer.by, answer.called)}</Text>
            <Text className="comment__meta">
              {words.facts(say.called(answer.by, answer.called), words.moment(answer.at))}
            </Text>
          </View>
          <View className="comment__text">
            <Text userSelect>{answer.text}</Text>
          </View>
        </View>
      ))}
      {mine && answers.length === 0 && (
        <Row
          title={
            <>
              <Tag>{comments.waiting}</Tag>
              {told?.[1]}
            </>
          }
          note={comments.waitingNote}
          onTap={() => go(routes.report(id))}
        />
      )}
    </Card>
  );
};
