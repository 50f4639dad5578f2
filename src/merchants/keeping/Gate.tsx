import { Empty, SignIn, WithMe } from '../../kit/ui';
import { say } from './words';

/** Says to nobody how to come in. */
export const Gate = () => (
  <WithMe>
    {() => (
      <>
        <Empty title={say.gate}>{say.gateNote}</Empty>
        <SignIn kind="main" />
      </>
    )}
  </WithMe>
);
