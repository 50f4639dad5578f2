import { useDidShow, useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import { call, fileUrl } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Button, Failed, Loads, Page, WithMe } from '../../kit/ui';
import type { MerchantAct, MerchantFile } from '../../../types/shops';
import { Acts, type Asking } from '../staff/Acts';
import { ActSheet } from '../staff/ActSheets';
import { FileStore } from '../staff/file';
import { FileFacts, FileHead } from '../staff/FileFacts';
import { History } from '../staff/History';
import { Lists } from '../staff/Lists';
import { NotStaff } from '../staff/NotStaff';
import { say } from '../staff/words';
import './index.scss';

/** The one thing that most likely waits to be done. */
function mainOf({ may, merchant: { state } }: MerchantFile): MerchantAct | null {
  if (may.includes('sign')) return 'sign';
  if (may.includes('settleServices')) return 'settleServices';
  return may.includes('renew') && (state === 'expiring' || state === 'expired') ? 'renew' : null;
}

const File = observer(({ id }: { id: string }) => {
  const [store] = useState(() => new FileStore(call, keep, id, Date.now()));
  const [asking, setAsking] = useState<Asking | null>(null);
  useEffect(() => void store.load(), [store]);
  useDidShow(() => void (store.file.value && store.load()));

  const { file, act, sticker } = store;
  const main = file.value && mainOf(file.value);
  const ask = (one: Asking) => {
    store.begin();
    setAsking(one);
  };
  const close = () => {
    store.begin();
    setAsking(null);
  };
  const agree = async () => {
    store.begin();
    if (await store.agree()) platform.say(say.agreed);
  };
  const print = async () => {
    const url = await store.print();
    if (url && !(await platform.openDocument(fileUrl(url), 'pdf'))) platform.say(say.printFailed);
  };
  const foot = main && (
    <>
      {act.failure && !asking && <Failed failure={act.failure} />}
      {main === 'settleServices' ? (
        <>
          <Button kind="main" busy={act.busy} onTap={() => void agree()}>
            {say.agree}
          </Button>
          <Button onTap={() => ask('settle')}>{say.disagree}</Button>
        </>
      ) : (
        <Button
          kind="main"
          onTap={() => go(main === 'renew' ? routes.renewShop(id) : routes.signShop(id, file.value?.seen ?? ''))}
        >
          {say.acts[main]}
        </Button>
      )}
    </>
  );
  return (
    <Page foot={foot}>
      <Loads of={file} retry={() => void store.load()}>
        {(shop) => (
          <>
            <FileHead file={shop} />
            {/* A list that waits comes first: what is agreed to below is read before. */}
            {shop.waiting && <Lists file={shop} />}
            <FileFacts file={shop} />
            {!shop.waiting && <Lists file={shop} />}
            <Acts file={shop} main={main} onAsk={ask} onPrint={() => void print()} />
            {sticker.failure && <Failed failure={sticker.failure} />}
            <History file={shop} />
          </>
        )}
      </Loads>
      {asking && <ActSheet act={asking} store={store} onClose={close} />}
    </Page>
  );
});

const FilePage = observer(() => {
  const { id = '' } = useRouter().params;
  const { person } = session;
  if (person) return <File key={person.id} id={id} />;
  return (
    <Page>
      <WithMe>{() => <NotStaff />}</WithMe>
    </Page>
  );
});

export default FilePage;
