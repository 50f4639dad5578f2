import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useRested } from '../../kit/rested';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, CallPlace, Card, Failed, Row, SignIn } from '../../kit/ui';
import { view } from '../../kit/view';
import { promiseOf } from '../parts/Promised';
import type { FilingStore } from './filing';
import { LAST } from './Steps';
import { say } from './words';

interface Props {
  store: FilingStore;
  step: number;
  onStep(n: number): void;
  onSend: () => void;
  /** An earlier one did arrive. */
  onGiveUp: () => void;
}

/** The one main action, by how far somebody is. In the elder view the phone is beside it. */
export const Foot = observer(({ store, step, onStep, onSend, onGiveUp }: Props) => {
  const { failure } = store.sent;
  const isRested = useRested(step);
  const hours = store.hours.value;
  const call = view.elder && <CallPlace phone={hours?.phone} />;
  const isLacking = store.isTried && store.missing !== null;
  if (store.isQueued)
    return (
      <>
        <Button kind="main" busy={store.isBusy} onTap={onSend}>
          {store.isBusy ? say.sending : say.queuedNow}
        </Button>
        {!store.isBusy && <Button onTap={() => store.unqueue()}>{say.queuedEdit}</Button>}
        {call}
      </>
    );
  if (!store.to)
    return (
      <Button kind="main" onTap={() => go(routes.find)}>
        {say.find}
      </Button>
    );
  if (view.elder && step < LAST) {
    const isSkipping = step === 0 && store.shots.all.length === 0;
    return (
      <>
        <Button
          // The camera itself is the one main action then.
          kind={isSkipping ? 'plain' : 'main'}
          disabled={step === 1 && store.missing !== null}
          resting={!isRested}
          onTap={() => onStep(step + 1)}
        >
          {step === 1 && store.missing ? store.missing : isSkipping ? say.skip : say.next}
        </Button>
        {call}
      </>
    );
  }
  return (
    <>
      {isLacking && (
        <View className="filing__missing" {...a11y('alert')}>
          {say.missing}
        </View>
      )}
      {failure && <Failed failure={failure} />}
      {failure?.refusal === 'input.idReused' && (
        <Card>
          <Row title={say.reused} onTap={onGiveUp} />
        </Card>
      )}
      {hours && !view.elder && !isLacking && (
        <View className={`filing__promise ${hours.open ? 'filing__promise--open' : ''}`}>{promiseOf(hours)}</View>
      )}
      {session.person || !session.me ? (
        <Button kind="main" busy={store.isBusy} resting={!isRested} onTap={onSend}>
          {say.send}
        </Button>
      ) : (
        <>
          <View className="filing__kept">{say.signIn}</View>
          <SignIn kind="main" />
        </>
      )}
      {call}
    </>
  );
});
