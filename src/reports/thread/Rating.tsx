import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { session } from '../../kit/session';
import { a11y, Button, Card, Failed, Field } from '../../kit/ui';
import type { Report } from '../kinds';
import { RatingStore } from './rating';
import { say } from './words';
import './rating.scss';

const { rating: words } = say;
const SCORES = Array.from({ length: 10 }, (_, i) => i + 1);

/** Asked once, and easily passed over. */
export const Rating = observer(({ reportId, onRated }: { reportId: string; onRated: (report: Report) => void }) => {
  const [store] = useState(() => new RatingStore(call, keepFor(keep, session.owner), reportId));
  const { score, typed, sent } = store;
  if (store.isSkipped) return null;
  const send = async () => {
    const report = await store.send();
    if (!report) return;
    platform.say(words.thanks);
    onRated(report);
  };
  return (
    <Card>
      <View className="rating__title">{words.title}</View>
      <View className="rating__note">{words.note}</View>
      <View className="rating" {...a11y('radiogroup', words.title)}>
        {SCORES.map((n) => (
          <View
            key={n}
            className={`rating__one ${n === score ? 'rating__one--on' : ''}`}
            {...a11y('radio', words.score(n))}
            aria-checked={n === score}
            onClick={() => store.choose(n)}
          >
            {n}
          </View>
        ))}
      </View>
      {score !== null && (
        <>
          <Field
            label={words.label}
            placeholder={words.hint}
            max={100}
            value={typed.text}
            wrong={sent.failure?.fields['words']}
            onChange={(text) => typed.type(text)}
          />
          {sent.failure && <Failed failure={sent.failure} />}
          <Button kind="main" busy={sent.busy} onTap={() => void send()}>
            {words.send(score)}
          </Button>
        </>
      )}
      <Button kind="quiet" onTap={() => store.skip()}>
        {words.skip}
      </Button>
    </Card>
  );
});
