import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { replace, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Card, Empty, Failed, Field, Page, Row, SignIn, WithMe } from '../../kit/ui';
import { say } from '../settings/words';
import { JoinStore } from './store';

const { join: words } = say;

/** Somebody of a unit comes in by the code they were given. */
const Join = observer(() => {
  const [store] = useState(() => new JoinStore(call, keep));
  const { typed, joined, isWhole } = store;
  const join = async () => {
    if (await store.join()) await session.load();
  };
  const leave = async (unitId: string) => {
    if (!(await store.leave(unitId))) return;
    platform.say(words.left);
    await session.load();
  };
  const unit = joined.value;
  const foot = unit ? (
    <Button kind="main" onTap={() => replace(routes.handling)}>
      {words.go}
    </Button>
  ) : (
    session.person && (
      <Button kind="main" busy={joined.busy} disabled={!isWhole} onTap={() => void join()}>
        {isWhole ? words.send : words.need}
      </Button>
    )
  );
  return (
    <Page foot={foot}>
      <WithMe>
        {({ units }) =>
          unit ? (
            <Empty title={words.done(unit.name)}>{words.doneNote}</Empty>
          ) : (
            <>
              <Empty title={words.title}>{words.note}</Empty>
              <SignIn kind="main" />
              {session.person && (
                <Field
                  label={words.label}
                  placeholder={words.hint}
                  type="number"
                  max={12}
                  value={typed.text}
                  wrong={joined.failure?.fields['code']}
                  onChange={(text) => typed.type(text)}
                />
              )}
              {joined.failure && <Failed failure={joined.failure} />}
              {units.length > 0 && (
                <Card>
                  {units.map(({ id, name }) => {
                    const label = store.leaving === id ? words.leaveSure : words.leave;
                    return <Row key={id} title={name} note={words.mine} end={label} onTap={() => void leave(id)} />;
                  })}
                </Card>
              )}
              {store.left.failure && <Failed failure={store.left.failure} />}
            </>
          )
        }
      </WithMe>
    </Page>
  );
});

export default Join;
