import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { routes } from '../../kit/routes';
import { Button, Card, Empty, Failed, Loads, Page, Row } from '../../kit/ui';
import { CouponFields } from '../keeping/CouponFields';
import { CouponPreview } from '../keeping/CouponPreview';
import { IssueStore } from '../keeping/issuing';
import { MyOwn } from '../keeping/MyOwn';
import { say } from '../keeping/words';
import { Section } from '../parts/Hint';
import { returnTo } from '../return';
import './index.scss';

const { issue: words } = say;

const Issue = observer(({ id }: { id: string }) => {
  const [store] = useState(() => new IssueStore(call, keep, id, Date.now));
  useEffect(() => void store.load(), [store]);
  const { file, sent, form, mayIssue } = store;
  const { failure } = sent;

  const toMine = () => returnTo(routes.myShop(id));
  const send = async () => {
    if (!(await store.send())) return;
    platform.say(words.done);
    toMine();
  };
  const leave = () => {
    store.giveUp();
    toMine();
  };
  const foot = file.value && mayIssue && (
    <>
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
          mayIssue ? (
            <>
              <CouponFields store={store} />
              <Section>{words.preview}</Section>
              <CouponPreview form={form} of={merchant} />
              <View className="issue__note">{words.note}</View>
              <View className="issue__note">{words.kept}</View>
            </>
          ) : (
            <>
              <Empty title={words.closed}>{words.closedNote}</Empty>
              <Button onTap={toMine}>{words.toMine}</Button>
            </>
          )
        }
      </Loads>
    </Page>
  );
});

const IssuePage = () => {
  const { id = '' } = useRouter().params;
  return <MyOwn>{(personId) => <Issue key={personId} id={id} />}</MyOwn>;
};

export default IssuePage;
