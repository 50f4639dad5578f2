import { Image, View } from '@tarojs/components';
import { fileUrl } from '../../kit/call';
import { go, routes } from '../../kit/routes';
import { Card, pictured, Tag } from '../../kit/ui';
import { words } from '../../kit/words';
import type { ReportRow } from '../kinds';
import { say } from '../words';
import { minutesLeft } from './ClockCard';
import { StateTag } from './StateTag';
import './rows.scss';

type Tone = 'red' | 'pine' | 'slate';

/** What is to be known of it now: what it waits for, or what was promised. */
type Told = Pick<ReportRow, 'state' | 'clock' | 'promisedAt' | 'mine' | 'reopened'>;
export function nowOf({ state, clock, promisedAt, mine, reopened }: Told, now: number): [Tone, string] | null {
  if (state === 'closing') return mine ? ['pine', say.mine.look] : null;
  if (state === 'closed' || state === 'withdrawn') return null;
  if (clock.state === 'late') return ['red', say.clock.late];
  if (clock.state === 'running' && clock.dueAt) return ['slate', say.clock.left(minutesLeft(clock.dueAt, now))];
  if (clock.state === 'resting')
    return ['slate', clock.opensAt ? say.clock.restingFrom(clock.opensAt) : say.clock.restingUnknown];
  if (clock.state === 'paused')
    return ['slate', clock.pausedUntil ? say.clock.pausedUntil(clock.pausedUntil) : say.clock.paused];
  if (promisedAt) return ['slate', say.promised(promisedAt)];
  return reopened > 0 ? ['slate', say.mine.again] : null;
}

/** One of those that I raised or joined. */
export const ReportCard = ({ report, now }: { report: ReportRow; now: number }) => {
  const told = nowOf(report, now);
  const excerpt = report.excerpt || say.gone;
  const where = report.where ?? report.grid?.name ?? report.place.name;
  return (
    <Card onTap={() => go(routes.report(report.id))}>
      <View className="reportrow">
        <View className="reportrow__text">
          <View>
            <StateTag of={report} />
            {report.kind === 'comment' && <Tag>{say.mine.comment}</Tag>}
            {!report.mine && <Tag>{say.mine.joined}</Tag>}
          </View>
          <View className="reportrow__title">{excerpt}</View>
          <View className="reportrow__facts">
            {words.facts(where, say.mine.filed(report.filedAt), report.people > 1 ? say.people(report.people) : null)}
          </View>
          {told && <View className={`reportrow__now reportrow__now--${told[0]}`}>{told[1]}</View>}
        </View>
        {report.picture && (
          <Image
            className="reportrow__picture"
            src={fileUrl(report.picture.url)}
            mode="aspectFill"
            lazyLoad
            {...pictured('')}
          />
        )}
      </View>
    </Card>
  );
};
