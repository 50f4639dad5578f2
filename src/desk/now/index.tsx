import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useBeat } from '../../kit/beat';
import { platform } from '../../kit/platform';
import type { Me } from '../../kit/session';
import { a11y, Button, Loads, Page, WithMe } from '../../kit/ui';
import { NotStaff } from '../../kit/ui/NotStaff';
import { hasDesk, useLook, waiting } from '../../kit/waiting';
import { words } from '../../kit/words';
import { Daily, mainOf } from './Daily';
import { Needs } from './Needs';
import { say } from './words';
import './index.scss';

/** So long somebody may look at it before it is asked for again. */
const REFRESH_MS = 30_000;

/** The names of all that somebody works for, each once. */
const namesOf = ({ answers, desk, visits, units, shops }: Me): string[] => [
  ...new Set([...answers, ...desk, ...visits, ...units, ...shops].map(({ name }) => name)),
];
const rolesOf = ({ roles }: Me): string => [...new Set(roles.map(({ role }) => words.roles[role]))].join('、');

/** 工作台: one page for whatever somebody does here. What needs them now, and what they do every day. */
const Now = observer(() => {
  const look = useLook();
  useBeat(REFRESH_MS, () => void look());
  usePullDownRefresh(() => void look().finally(platform.stopPullDown));
  const { now: answer } = waiting;
  const main = answer.value && mainOf(answer.value.may);
  return (
    <Page
      foot={
        main && (
          <Button kind="main" onTap={main.onTap}>
            {main.name}
          </Button>
        )
      }
    >
      <WithMe>
        {(me) =>
          hasDesk(me) ? (
            <>
              <View className="now__names" {...a11y('heading')}>
                {namesOf(me).join('、')}
              </View>
              <Loads of={answer} retry={() => void look()}>
                {({ now, needs, may }) => (
                  <>
                    <View className="now__meta">{say.as(rolesOf(me), words.date(now))}</View>
                    <Needs needs={needs} now={now} isNamed={new Set(needs.map(({ place }) => place.code)).size > 1} />
                    <Daily may={may} />
                  </>
                )}
              </Loads>
            </>
          ) : (
            <NotStaff title={say.not} />
          )
        }
      </WithMe>
    </Page>
  );
});

export default Now;
