import { Text, View } from '@tarojs/components';
import { platform } from '../../kit/platform';
import { a11y, Button } from '../../kit/ui';
import { words } from '../../kit/words';
import type { Line, Report } from '../kinds';
import { Shown } from '../parts/Shown';
import { say as all } from '../words';
import { didOf, toneOf, wordsOf } from './lines';
import { say } from './words';
import './timeline.scss';

const whoOf = ({ mine, by, called }: Line): string => (mine ? all.you : all.who(by, called));
const calledOf = ({ mine, by, called }: Line): string | null => (mine ? null : all.called(by, called));

const One = ({ line, report }: { line: Line; report: Report }) => {
  const { unit, until } = line;
  // What it was raised with belongs to the report itself.
  const pictures = line.step === 'file' ? report.pictures : line.pictures;
  const did = didOf(line, report);
  const text = wordsOf(line, report);
  const phone = unit?.phone;
  const way = line.step === 'file' ? say.way[report.way] : null;
  const isTold = report.mine || report.joined;
  return (
    <View className="line">
      <View className={`line__dot line__dot--${toneOf(line)}`} />
      <View className="line__head">
        <Text className="line__who">{whoOf(line)}</Text>
        <Text className="line__meta">
          {words.facts(calledOf(line), words.moment(line.at), way, say.pictures(pictures.length))}
        </Text>
      </View>
      {did && <View className="line__did">{did}</View>}
      {text && (
        <View className="line__text">
          <Text userSelect>{text}</Text>
        </View>
      )}
      <Shown pictures={pictures} />
      {until && <View className="line__until">{all.promised(until, isTold ? all.you : all.clock.resident)}</View>}
      {unit && phone && (
        <View className="line__call">
          <Button onTap={() => platform.phone(phone)}>{words.facts(all.callUnit(unit.name), phone)}</Button>
        </View>
      )}
    </View>
  );
};

/** Everything that was said and done, in its order; last, what the one who raised it is asked now. */
export const Timeline = ({ report }: { report: Report }) => {
  const { lines, may, agreeUntil } = report;
  return (
    <View className="timeline" {...a11y('group')}>
      {lines.map((line) => (
        <One key={line.id} line={line} report={report} />
      ))}
      {may.includes('agree') && (
        <View className="line">
          <View className="line__dot line__dot--now" />
          <View className="line__ask">{say.ask}</View>
          {agreeUntil && <View className="line__meta">{say.window(agreeUntil)}</View>}
          <View className="line__note">{say.askNote}</View>
        </View>
      )}
    </View>
  );
};
