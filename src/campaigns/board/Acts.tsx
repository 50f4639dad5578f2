import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { CampaignShown } from '../../../types/campaigns';
import { limits } from '../../../types/limits';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { Button, Card, Failed, Row, Sheet } from '../../kit/ui';
import { LineSheet } from '../../kit/ui/LineSheet';
import { Section } from '../parts/Section';
import type { BoardStore, Reasoned } from './store';
import { say } from './words';

type Asking = Reasoned | 'resume';

/** What may be done with a campaign; what is public, or for good, is asked before it is done. */
export const Acts = observer(({ store, campaign }: { store: BoardStore; campaign: CampaignShown }) => {
  const [asking, setAsking] = useState<Asking | null>(null);
  const { id, may } = campaign;
  const { acts } = say;
  const ask = (act: Asking) => {
    store.begins();
    setAsking(act);
  };
  if (may.length === 0) return null;
  const edit = may.includes('change') ? acts.change : acts.setPickUps;
  return (
    <>
      <Section>{say.more}</Section>
      <Card>
        {(may.includes('change') || may.includes('setPickUps')) && (
          <Row title={edit} onTap={() => go(routes.editCampaign(id))} />
        )}
        {may.includes('resume') && <Row title={acts.resume} note={acts.resumeNote} onTap={() => ask('resume')} />}
        {may.includes('pause') && <Row title={acts.pause} note={acts.pauseNote} onTap={() => ask('pause')} />}
        {may.includes('end') && <Row title={acts.end} note={acts.endNote} onTap={() => ask('end')} />}
      </Card>
      {asking === 'resume' && <Resume store={store} onClose={() => setAsking(null)} />}
      {asking && asking !== 'resume' && <Because act={asking} store={store} onClose={() => setAsking(null)} />}
    </>
  );
});

interface Props {
  store: BoardStore;
  onClose: () => void;
}

const Because = observer(({ act, store, onClose }: Props & { act: Reasoned }) => {
  const [isSure, setSure] = useState(false);
  const says = say.asks[act];
  const send = async () => {
    if (!(await store.because(act))) return;
    onClose();
    platform.say(says.done);
  };
  if (isSure)
    return (
      <Sure
        says={say.sure}
        reason={store.reasons[act].text}
        store={store}
        onSend={() => void send()}
        onClose={() => setSure(false)}
      />
    );
  return (
    <LineSheet
      says={says}
      typed={store.reasons[act]}
      field="reason"
      max={limits.reason}
      sent={store.act}
      // What cannot be taken back is asked a second time.
      onSend={() => (act === 'end' ? setSure(true) : void send())}
      onClose={onClose}
    />
  );
});

const Resume = observer(({ store, onClose }: Props) => {
  const send = async () => {
    if (!(await store.resume())) return;
    onClose();
    platform.say(say.resume.done);
  };
  return <Sure says={say.resume} store={store} onSend={() => void send()} onClose={onClose} />;
});

interface SureProps extends Props {
  says: { title: string; note: string; send: string; keep?: string };
  reason?: string;
  onSend: () => void;
}

const Sure = observer(({ says, reason, store, onSend, onClose }: SureProps) => {
  const { busy, failure } = store.act;
  const foot = (
    <>
      {failure && <Failed failure={failure} />}
      <Button kind="main" busy={busy} onTap={onSend}>
        {says.send}
      </Button>
      {says.keep && <Button onTap={onClose}>{says.keep}</Button>}
    </>
  );
  return (
    <Sheet title={says.title} foot={foot} onClose={onClose}>
      {reason && <View className="campaign__said">{reason}</View>}
      <View className="campaign__note">{says.note}</View>
    </Sheet>
  );
});
