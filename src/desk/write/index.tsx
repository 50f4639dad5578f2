import { useRouter } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useEffect, useState } from 'react';
import type { Notice } from '../../../types/notices';
import { call, upload } from '../../kit/call';
import { keep } from '../../kit/keep';
import { platform } from '../../kit/platform';
import { useRested } from '../../kit/rested';
import { back, replace, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { Article, Button, Card, Failed, Loads, Page, Row, WithMe } from '../../kit/ui';
import { words } from '../../kit/words';
import { Closed } from '../parts/Closed';
import { NotStaff } from '../parts/NotStaff';
import { Writing } from '../parts/Writing';
import { say } from '../words';
import { WritingStore } from '../writing';

const Write = observer(() => {
  const { id } = useRouter().params;
  const [store] = useState(() => new WritingStore(call, keep, upload, id ?? null));
  const [previewing, setPreviewing] = useState(false);
  const isRested = useRested(previewing);
  const { epoch, me } = session;
  const home = me?.desk[0];
  useEffect(() => {
    if (home) void store.load(home);
  }, [store, epoch, home]);
  useEffect(() => platform.toTop(), [previewing]);

  const { form, sent, publishAt, isCorrection } = store;
  const finish = (notice: Notice | null, says: string) => {
    if (!notice) return;
    // Residents do not see it yet, and the desk's page says why.
    const isHeld = notice.state === 'held';
    platform.say(isHeld ? say.held.toast : says);
    replace(isHeld ? routes.deskNotice(notice.id) : routes.notice(notice.id));
  };
  const send = async () => {
    if (isCorrection) finish(await store.correct(), say.corrected);
    else finish(await store.publish(), publishAt ? say.scheduled : say.published);
  };
  const save = async () => {
    if (!(await store.saveDraft())) return;
    platform.say(say.saved);
    back();
  };
  const preview = () => {
    setPreviewing(true);
    void store.preview();
  };
  const failed = sent.failure && (
    <>
      <Failed failure={sent.failure} />
      {sent.failure.refusal === 'input.idReused' && (
        <Card>
          <Row title={say.reused} onTap={() => replace(routes.desk)} />
        </Card>
      )}
    </>
  );
  if (previewing && form.place) {
    const role = me?.roles[0]?.role;
    const action = isCorrection ? say.correct : publishAt ? say.publishAt(words.moment(publishAt)) : say.publishNow;
    return (
      <Page
        foot={
          <>
            {failed}
            <Button kind="main" busy={sent.busy} resting={!isRested} onTap={() => void send()}>
              {action}
            </Button>
            <Button onTap={() => setPreviewing(false)}>{say.rewrite}</Button>
          </>
        }
      >
        <Row title={say.previewNote} {...(form.mustKnow && { note: say.mustKnow.preview })} />
        <Article
          notice={{
            ...form,
            place: form.place,
            above: store.above,
            byline: form.byline || (role ? words.roles[role] : ''),
            publishAt: publishAt ?? new Date().toISOString(),
            correctedAt: null,
            phone: form.phone || null,
            address: form.address || null,
          }}
        />
      </Page>
    );
  }
  const { closed } = store;
  const foot = home && !closed && (
    <>
      {failed}
      <Button kind="main" disabled={!store.isReady} onTap={preview}>
        {store.lack ? say.lacks[store.lack] : say.preview}
      </Button>
      {!isCorrection && store.isReady && (
        <Button busy={sent.busy} onTap={() => void save()}>
          {say.save}
        </Button>
      )}
    </>
  );
  return (
    <Page foot={foot}>
      <WithMe>
        {() =>
          home ? (
            <Loads of={store.loaded} retry={() => void store.load(home)}>
              {() => (closed ? <Closed notice={closed} /> : <Writing store={store} isNew={!id} />)}
            </Loads>
          ) : (
            <NotStaff />
          )
        }
      </WithMe>
    </Page>
  );
});

export default Write;
