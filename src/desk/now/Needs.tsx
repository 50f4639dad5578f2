import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Need } from '../../../types/desk';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { go } from '../../kit/routes';
import { a11y, Card, Icon } from '../../kit/ui';
import { view } from '../../kit/view';
import { Where } from '../../kit/where';
import { words } from '../../kit/words';
import { isOver, timeOf, wayTo } from './need';
import { say } from './words';

interface Props {
  needs: readonly Need[];
  /** The cloud's time when it answered. */
  now: string;
  /** Whether it has to be said which place each is about. */
  isNamed: boolean;
}

/** So many are seen at one look; what is below them can wait for a tap. */
const ONE_LOOK = 5;
const ONE_LOOK_ELDER = 3;

/** What needs somebody, most urgent first; what is over its time in red. Calm when nothing does. */
export const Needs = observer(({ needs, now, isNamed }: Props) => {
  const [isWhole, setWhole] = useState(false);
  if (needs.length === 0)
    return (
      <View className="now__calm">
        <View className="now__calmtitle">{say.calm}</View>
        <View className="now__calmnote">{say.calmNote}</View>
      </View>
    );
  const most = view.elder ? ONE_LOOK_ELDER : ONE_LOOK;
  // One more fits where the row that says so would stand.
  const shown = isWhole || needs.length <= most + 1 ? needs : needs.slice(0, most);
  const open = (need: Need) => {
    // Pages that remember which community somebody works on go on with this one.
    if (need.place.level === 'community') new Where(call, keep).choose(need.place);
    go(wayTo(need));
  };
  return (
    <Card>
      {shown.map((need, i) => {
        const facts = words.facts(timeOf(need, now), isNamed ? need.place.name : null);
        return (
          <View
            key={i}
            className={`now__need ${isOver(need, now) ? 'now__need--over' : ''}`}
            {...a11y('button')}
            onClick={() => open(need)}
          >
            <View className="now__text">
              <View className="now__what">{say.what(need)}</View>
              {facts && <View className="now__facts">{facts}</View>}
            </View>
            <Icon name="go" />
          </View>
        );
      })}
      {shown.length < needs.length && (
        <View className="now__more" {...a11y('button')} onClick={() => setWhole(true)}>
          {say.more(needs.length - shown.length)}
        </View>
      )}
    </Card>
  );
});
