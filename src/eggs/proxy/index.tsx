import { Input, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { isWeapp } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Empty, Failed, filledIn, Page, SignIn, WithMe } from '../../kit/ui';
import { say as words } from '../pickup/words';
import { ProxyStore } from '../proxying';
import './index.scss';

const { be: says } = words;

/** Picking up for a neighbour: the digits they said by phone are typed here. */
const Being = observer(({ owner }: { owner: string }) => {
  const [store] = useState(() => new ProxyStore(call, keepFor(keep, owner)));
  const { done, key } = store;
  if (done.value)
    return (
      <Page
        foot={
          <>
            <Button kind="main" onTap={() => go(routes.pickUp(done.value?.campaignId ?? ''))}>
              {says.toCode}
            </Button>
            <Button onTap={() => store.another()}>{says.another}</Button>
          </>
        }
      >
        <View className="proxy__done" {...a11y('alert')}>
          <View className="proxy__word">{says.done(done.value.masked)}</View>
          <View>{says.doneNote(done.value.left)}</View>
        </View>
      </Page>
    );
  const foot = (
    <Button kind="main" busy={done.busy} disabled={!store.isReady} onTap={() => void store.send()}>
      {store.isReady ? says.send : says.need}
    </Button>
  );
  return (
    <Page foot={foot}>
      <View className="proxy__ask">{says.title}</View>
      <Input
        className={`proxy__key ${!isWeapp && key === '' ? 'proxy__key--empty' : ''}`}
        type="number"
        value={key}
        placeholder={says.hint}
        placeholderClass="proxy__hint"
        maxlength={8}
        onInput={(event) => store.type(event.detail.value)}
        onConfirm={() => void store.send()}
        {...filledIn(says.label)}
      />
      {done.failure && <Failed failure={done.failure} />}
      {store.isUnknown && <View className="proxy__note">{says.unknown}</View>}
      <View className="proxy__note">{says.note}</View>
    </Page>
  );
});

const ProxyPage = observer(() => {
  const { person } = session;
  if (person) return <Being key={person.id} owner={person.id} />;
  return (
    <Page>
      <WithMe>
        {() => (
          <>
            <Empty title={says.anonymous}>{says.anonymousNote}</Empty>
            <SignIn kind="main" />
          </>
        )}
      </WithMe>
    </Page>
  );
});

export default ProxyPage;
