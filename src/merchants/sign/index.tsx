import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, upload } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Card, Empty, Failed, Loads, Page, Row, WithMe } from '../../kit/ui';
import { returnTo } from '../return';
import { NotStaff } from '../staff/NotStaff';
import { SigningForm } from '../staff/SigningForm';
import { SigningStore } from '../staff/signing';
import { say } from '../staff/words';
import './index.scss';

const { sign: words } = say;

const Sign = observer(({ id, seen }: { id: string; seen: string | null }) => {
  const isRenewal = seen === null;
  const [store] = useState(() => new SigningStore(call, keep, upload, id, seen, Date.now));
  useEffect(() => void store.load(), [store]);
  const { file, sent, may } = store;
  const { failure } = sent;

  const toFile = () => returnTo(routes.shopFile(id));
  const send = async () => {
    if (!(await store.send())) return;
    platform.say(words.done);
    toFile();
  };
  const leave = () => {
    store.giveUp();
    toFile();
  };
  const foot = file.value && may && (
    <>
      {store.isTried && Object.keys(store.wrong).length > 0 && !failure && (
        <View className="signing__missing" {...a11y('alert')}>
          {words.missing}
        </View>
      )}
      {failure && <Failed failure={failure} />}
      {failure?.refusal === 'input.idReused' && (
        <Card>
          <Row title={words.reused} onTap={leave} />
        </Card>
      )}
      <Button kind="main" busy={sent.busy} onTap={() => void send()}>
        {words.send}
      </Button>
    </>
  );
  return (
    <Page foot={foot}>
      <Loads of={file} retry={() => void store.load()}>
        {({ merchant }) =>
          may ? (
            <>
              <View className="signing__what">{isRenewal ? words.again : words.with}</View>
              <View className="signing__name" {...a11y('heading')}>
                {merchant.name}
              </View>
              <SigningForm store={store} />
            </>
          ) : (
            <>
              <Empty title={words.closed}>{words.closedNote}</Empty>
              <Button onTap={toFile}>{words.toFile}</Button>
            </>
          )
        }
      </Loads>
    </Page>
  );
});

const SignPage = observer(() => {
  const { id = '', seen = '', renew } = useRouter().params;
  const { person } = session;
  if (person) return <Sign key={person.id} id={id} seen={renew === '1' ? null : seen} />;
  return (
    <Page>
      <WithMe>{() => <NotStaff />}</WithMe>
    </Page>
  );
});

export default SignPage;
