import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, upload } from '../../kit/call';
import { keep } from '../../kit/keep';
import { useOnline } from '../../kit/online';
import { platform } from '../../kit/platform';
import { replace, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Failed, Page } from '../../kit/ui';
import { placesOf } from '../../kit/places';
import { Where } from '../../kit/where';
import { WhereHead } from '../../kit/ui/WhereHead';
import { EnterForm } from './EnterForm';
import { EnterStore } from './store';
import { say as all } from '../words';
import { say } from './words';

const Enter = observer(() => {
  const [store] = useState(() => new EnterStore(call, keep, upload));
  const [where] = useState(() => new Where(call, keep));
  const code = session.me ? where.among(placesOf(session.me))?.code : undefined;
  useEffect(() => {
    if (code) void store.load(code);
  }, [store, code]);
  useOnline(() => void (code && !store.grids.value && store.load(code)));
  const { sent, lack } = store;
  const { failure } = sent;
  const isReused = failure?.refusal === 'input.idReused';
  const send = async (communityCode: string) => {
    const report = await store.send(communityCode);
    if (!report) return;
    platform.say(say.done);
    replace(routes.report(report.id));
  };
  const foot = code && (
    <>
      {failure && <Failed failure={failure} />}
      {isReused && (
        <>
          <Button onTap={() => replace(routes.inbox)}>{say.reused}</Button>
          <Button onTap={() => store.renew()}>{say.another}</Button>
        </>
      )}
      {!isReused && (
        <Button kind="main" busy={sent.busy} disabled={lack !== null} onTap={() => void send(code)}>
          {lack ?? say.send}
        </Button>
      )}
    </>
  );
  return (
    <Page foot={foot}>
      <WhereHead where={where} not={all.notStaff}>
        {() => <EnterForm store={store} />}
      </WhereHead>
    </Page>
  );
});

export default Enter;
