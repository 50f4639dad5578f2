import { View } from '@tarojs/components';
import { useDidShow, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useCallback, useEffect, useState } from 'react';
import { call, upload } from '../../kit/call';
import { saidIn } from '../../kit/entry';
import { keep } from '../../kit/keep';
import { useOnline } from '../../kit/online';
import { keepFor } from '../../kit/own';
import { platform } from '../../kit/platform';
import { go, replace, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Card, Page, Row, WithMe } from '../../kit/ui';
import { view } from '../../kit/view';
import { FilingStore } from '../filing/filing';
import { Foot } from '../filing/Foot';
import { Form } from '../filing/Form';
import { SimilarSheet } from '../filing/Similar';
import { Steps, Written } from '../filing/Steps';
import { say } from '../filing/words';
import type { Report } from '../kinds';

interface Props {
  here: { code: string; name: string } | null;
  /** Whose it is: nobody else sees it, and it goes out as theirs. */
  owner: string | null;
  /** What the page that led here has begun to say. */
  said: string;
  step: number;
  setStep: (n: number) => void;
}

/** One thing that is raised, at one community; what is written lies on the phone, and goes along to another. */
const Raising = observer(({ here, owner, said, step, setStep }: Props) => {
  const [store] = useState(() => new FilingStore(call, keepFor(keep, owner), upload, platform, here, said));
  useEffect(() => {
    void store.load();
    return () => store.stop();
  }, [store]);
  useOnline(() => void store.load());
  useEffect(() => platform.toTop(), [step, store.isQueued]);

  const arrive = useCallback((report: Report | null, says: string) => {
    if (!report) return;
    platform.say(says);
    replace(routes.report(report.id));
  }, []);
  // What waits goes as soon as the network is back and somebody is here, or when the page is seen again.
  const { online } = view;
  const isSomebody = session.person !== null;
  const resume = useCallback(async () => {
    if (!view.online || !store.isQueued) return;
    if (!session.me) await session.start();
    // By now somebody else may be here: what waits is not theirs to send.
    if (session.person && session.person.id === owner) arrive(await store.resume(), say.sent);
  }, [store, owner, arrive]);
  useEffect(() => {
    if (online) void resume();
  }, [online, isSomebody, resume]);
  useDidShow(() => void resume());

  const send = async () => arrive(await (store.isQueued ? store.sendNow() : store.send()), say.sent);
  const join = async (id: string) => arrive(await store.join(id), say.near.joined);
  const giveUp = () => {
    store.giveUp();
    replace(routes.myReports);
  };
  const form = { store, onJoin: (id: string) => void join(id) };
  return (
    <Page
      phoned
      foot={<Foot store={store} step={step} onStep={setStep} onSend={() => void send()} onGiveUp={giveUp} />}
    >
      {(!view.elder || step === 0) && <To store={store} />}
      {store.isBehind && !store.isQueued && (
        <Card>
          <Row title={say.behind} note={say.behindNote} />
        </Card>
      )}
      {store.isQueued ? (
        <>
          <View className="filing__queued" {...a11y('status')}>
            <View className="filing__queued-title">{say.queued}</View>
            <View>{say.queuedNote}</View>
          </View>
          <Written store={store} />
        </>
      ) : view.elder ? (
        <Steps {...form} step={step} onStep={setStep} />
      ) : (
        <Form {...form} />
      )}
      {store.isAsking && (
        <SimilarSheet {...form} onSend={() => void store.sendNow().then((report) => arrive(report, say.sent))} />
      )}
    </Page>
  );
});

/** To whom it goes. Whoever has no community yet chooses one, and loses nothing by it. */
const To = observer(({ store }: { store: FilingStore }) => (
  <View className="filing__to">
    <View className="filing__place">{store.to ? say.to(store.to.name) : say.noPlace}</View>
    {/* Who has none finds one at the thumb. */}
    {!store.isQueued && store.to && (
      <View className="filing__change" {...a11y('button')} onClick={() => go(routes.find)}>
        {say.change}
      </View>
    )}
  </View>
));

const File = observer(() => {
  const { owner } = session;
  const said = saidIn(useRouter().params);
  // What is to be said is there already: no photograph is asked for first.
  const [step, setStep] = useState(said ? 1 : 0);
  const here = session.settled ?? session.place;
  // Without the cloud it is not known who is here, but where they live is: something can be written down all the same.
  if (!session.me && !here)
    return (
      <Page>
        <WithMe>{() => null}</WithMe>
      </Page>
    );
  const key = `${here?.code ?? ''} ${owner ?? ''}`;
  return <Raising key={key} here={here} owner={owner} said={said} step={step} setStep={setStep} />;
});

export default File;
