import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Notice } from '../../../types/notices';
import { call, upload } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { back, replace, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Article, Button, Card, Empty, Failed, Loads, Page, Row } from '../../kit/ui';
import { words } from '../../kit/words';
import { Writing } from '../parts/Writing';
import { say } from '../words';
import { WritingStore } from '../writing';

const Write = observer(() => {
  const { id } = useRouter().params;
  const [store] = useState(() => new WritingStore(call, keep, upload, id ?? null));
  const [previewing, setPreviewing] = useState(false);
  useEffect(() => platform.toTop(), [previewing]);
  const { epoch } = session;
  const home = session.me?.desk[0] ?? null;
  const homeCode = home?.code;
  const [role] = session.me?.roles ?? [];
  const held = role ? words.roles[role.role] : '';
  useEffect(() => void store.load(home), [store, epoch, homeCode]);

  const { form, sent, publishAt, isCorrection } = store;
  const finish = (notice: Notice | null, says: string) => {
    if (notice) {
      platform.say(says);
      replace(routes.notice(notice.id));
    }
  };
  const send = async () => {
    if (isCorrection) finish(await store.correct(), say.corrected);
    else finish(await store.publish(), publishAt ? say.scheduled : say.published);
  };
  const save = async () => {
    if (await store.saveDraft()) {
      platform.say(say.saved);
      back();
    }
  };
  if (session.me && !home) {
    return (
      <Page>
        <Empty title={say.notStaff}>{say.notStaffNote}</Empty>
        {session.me.demo && <Button onTap={() => session.choose(true)}>{say.signIn}</Button>}
      </Page>
    );
  }
  if (store.state === 'withdrawn') {
    return (
      <Page>
        <Empty title={say.withdrawnAlready} />
      </Page>
    );
  }
  const failed = sent.failure && (
    <>
      <Failed failure={sent.failure} onRetry={() => void send()} />
      {sent.failure.refusal === 'input.idReused' && (
        <Card>
          <Row title={say.reused} label={say.reused} onTap={() => replace(routes.desk)} />
        </Card>
      )}
    </>
  );
  if (previewing && form.place) {
    const action = isCorrection ? say.correct : publishAt ? say.publishAt(words.moment(publishAt)) : say.publishNow;
    return (
      <Page
        foot={
          <>
            <Button kind="main" busy={sent.busy} onTap={() => void send()}>
              {action}
            </Button>
            <Button onTap={() => setPreviewing(false)}>{say.rewrite}</Button>
          </>
        }
      >
        <Row title={say.previewNote} />
        <Article
          notice={{
            ...form,
            place: form.place,
            above: [],
            byline: form.byline || held,
            publishAt: publishAt ?? new Date().toISOString(),
            correctedAt: null,
            phone: form.phone || null,
            address: form.address || null,
          }}
        />
        {failed}
      </Page>
    );
  }
  return (
    <Page
      foot={
        <>
          <Button kind="main" disabled={!store.isReady} onTap={() => setPreviewing(true)}>
            {store.isReady ? say.preview : say.needed}
          </Button>
          {!isCorrection && (
            <Button busy={sent.busy} disabled={!store.isReady} onTap={() => void save()}>
              {say.save}
            </Button>
          )}
        </>
      }
    >
      <Loads of={store.loaded} retry={() => void store.load(home)}>
        {() => <Writing store={store} isNew={!id} />}
      </Loads>
      {failed}
    </Page>
  );
});

export default Write;
