import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import type { Line, Report, Speaker } from '../kinds';
import { say, type Stretch } from '../words';
import { a11y } from '../../kit/ui';
import './clockcard.scss';

type Tone = 'pine' | 'red' | 'slate' | 'plain';
interface Face {
  tone: Tone;
  title: string;
  note: string;
  /** How long it took or is left: the one thing worth a glance. */
  big?: readonly [what: string, Stretch];
}

const ANSWERERS: readonly Speaker[] = ['gridworker', 'secretary', 'street'];
const ANSWERS: readonly string[] = ['reply', 'refer'];
const { clock: words } = say;

/** Who gave the answer that stopped the clock: the first one of all, or since it was last said that it is not solved. */
const answererOf = ({ lines }: Report): string => {
  let [first, isAsked]: [Line | null, boolean] = [null, true];
  for (const line of lines) {
    if (line.step === 'object') isAsked = true;
    else if (isAsked && ANSWERS.includes(line.step) && ANSWERERS.includes(line.by)) [first, isAsked] = [line, false];
  }
  return first ? say.who(first.by, first.called) : words.somebody;
};

export const minutesLeft = (dueAt: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(dueAt) - now) / 60_000));

function faceOf(report: Report, now: number, canCall: boolean): Face | null {
  const { clock } = report;
  const whom = report.mine ? say.you : report.joined ? words.neighbour : words.resident;
  // Whoever follows it is told as the one who raised it is.
  const told = report.mine || report.joined ? say.you : words.resident;
  const isToAnswer = report.may.includes('reply');
  switch (clock.state) {
    case 'running': {
      const left = clock.dueAt ? minutesLeft(clock.dueAt, now) : 0;
      // That it is late only the cloud says; this phone's own clock may be wrong.
      if (!clock.dueAt || left === 0)
        return { tone: 'slate', title: isToAnswer ? words.toAnswerNow : words.now, note: words.promise };
      const big = [words.remaining, say.stretch(Date.parse(clock.dueAt) - now)] as const;
      return {
        tone: 'slate',
        title: isToAnswer ? words.toAnswer(left) : words.running(left),
        note: words.promise,
        big,
      };
    }
    case 'resting':
      return {
        tone: 'slate',
        title: clock.opensAt ? words.restingFrom(clock.opensAt) : words.restingUnknown,
        note: `${words.resting}，${words.restingNote}`,
      };
    case 'paused':
      return {
        tone: 'slate',
        title: clock.pausedUntil ? words.pausedUntil(clock.pausedUntil, told) : words.paused,
        note: clock.reason ? words.pausedNote(clock.reason) : words.goesOn,
      };
    case 'late':
      return { tone: 'red', title: words.late, note: words.raised(clock.raisedTo, told, canCall && !isToAnswer) };
    case 'kept':
      return {
        tone: 'pine',
        title: words.kept(answererOf(report), whom),
        note: words.promise,
        big: [words.used, say.stretch(clock.tookMs ?? 0)],
      };
    case 'missed':
      return {
        tone: 'plain',
        title: words.missed(answererOf(report), clock.tookMs ?? 0, whom),
        note: words.missedNote,
      };
    case 'ended':
      return null;
  }
}

const Big = ({ what, stretch }: { what: string; stretch: Stretch }) => (
  <View className="clock__big">
    <Text className="clock__unit">{what}</Text>
    {stretch.map(([n, unit]) => (
      <Text key={unit}>
        {` ${n} `}
        <Text className="clock__unit">{unit}</Text>
      </Text>
    ))}
  </View>
);

interface Props {
  report: Report;
  now: number;
  /** Whether the community's phone is on the page, too. */
  canCall: boolean;
  children?: ReactNode;
}

/** The promise of a first answer, and what became of it. Whoever is to keep it is asked to; everybody else reads what was promised. */
export const ClockCard = ({ report, now, canCall, children }: Props) => {
  const face = faceOf(report, now, canCall);
  if (!face) return null;
  return (
    <View className={`clock clock--${face.tone}`} {...a11y('status')}>
      <View className="clock__line">
        <View className="clock__title">{face.title}</View>
        {face.big && <Big what={face.big[0]} stretch={face.big[1]} />}
      </View>
      <View className="clock__note">{face.note}</View>
      {children}
    </View>
  );
};
