import { observer } from 'mobx-react-lite';
import { useState, type ComponentProps } from 'react';
import { toFailure } from '../failure';
import { platform } from '../platform';
import { session } from '../session';
import { words } from '../words';
import { Button } from './Button';

/** The way in, for those who have to ask for it. */
export const SignIn = observer(({ kind }: Pick<ComponentProps<typeof Button>, 'kind'>) => {
  const [busy, setBusy] = useState(false);
  if (!session.isAskable) return null;
  const enter = async () => {
    setBusy(true);
    await session.somebody().catch((thrown) => platform.say(toFailure(thrown).message));
    setBusy(false);
  };
  return (
    <Button {...(kind && { kind })} busy={busy} onTap={() => void enter()}>
      {words.signIn}
    </Button>
  );
});
