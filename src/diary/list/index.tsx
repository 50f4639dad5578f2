import { View } from '@tarojs/components';
import { useDidShow, usePullDownRefresh } from '@tarojs/taro';
import { observer } from 'mobx-react-lite';
import { useCallback, useEffect, useState } from 'react';
import type { Note } from '../../../types/diary';
import { call, uploadPrivately } from '../../kit/call';
import { keep } from '../../kit/keep';
import { keepFor } from '../../kit/own';
import { placesOf } from '../../kit/places';
import { platform } from '../../kit/platform';
import { go, routes } from '../../kit/routes';
import { session } from '../../kit/session';
import { a11y, Button, Empty, Page, SignIn, WithMe } from '../../kit/ui';
import { view } from '../../kit/view';
import { Editing } from '../editing';
import { Here } from '../here';
import { NotesStore } from '../notes';
import { boxOf, type Noting } from '../noting';
import { DropSheet } from '../parts/DropSheet';
import { EditSheet } from '../parts/EditSheet';
import { Notes } from '../parts/Notes';
import { PlaceSheet } from '../parts/PlaceSheet';
import { RaiseSheet } from '../parts/RaiseSheet';
import { Waiting } from '../parts/Waiting';
import { Write } from '../parts/Write';
import { say } from '../words';
import './index.scss';

/** A photograph of a note is its writer's alone. Its address in the cloud ends; where it lies on the phone does not. */
const upload = async (path: string) => {
  const file = await uploadPrivately(path);
  return path.startsWith('blob:') ? file : { ...file, url: path };
};

/** One person's diary: what they write now, what waits for the network, and what they wrote. */
const Mine = observer(({ owner }: { owner: string }) => {
  const [own] = useState(() => keepFor(keep, owner));
  const [box] = useState(() => {
    const isHere = () => session.person?.id === owner;
    return boxOf(owner, { call, keep: own, upload, album: platform, isHere });
  });
  const [notes] = useState(() => new NotesStore(call, own));
  const [here] = useState(() => new Here(call, own));
  const [hasPut, setPut] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [dropping, setDropping] = useState<Note | Noting | null>(null);
  const [raising, setRaising] = useState<Note | null>(null);

  const { me } = session;
  const answers = me && placesOf(me);
  const place = here.among(answers);
  useEffect(() => {
    // Known once, it is known where there is no network, too.
    if (place) here.choose(place);
  }, [here, place]);

  // What waits goes as soon as the network is back and its writer is here, and when the page is seen again.
  const flush = useCallback(async () => {
    if (await box.send()) await notes.newest();
  }, [box, notes]);
  const { online } = view;
  const isHere = session.person?.id === owner;
  const begin = useCallback(async () => {
    // Old notes in sight say more than that there is no network, which stands above.
    if (!online && notes.page.value) return;
    if (!session.me && session.failure) await session.start();
    if (session.person?.id !== owner) return;
    if (await box.send()) await notes.newest();
    else await notes.load();
  }, [online, owner, box, notes]);
  useEffect(() => void begin(), [begin, isHere]);
  useDidShow(() => {
    if (notes.page.value) void begin();
  });
  usePullDownRefresh(() => void begin().finally(platform.stopPullDown));

  const put = () => {
    if (!place) return setChoosing(true);
    box.put(place);
    setPut(true);
    void flush().then(() => box.waiting.length === 0 && platform.say(say.write.done));
  };
  const edit = (note: Note) => setEditing(new Editing(call, own, upload, platform, note));
  const save = async () => {
    if (!(await editing?.send())) return;
    platform.say(say.edit.done);
    setEditing(null);
    await notes.load();
  };
  const drop = async () => {
    if (!dropping) return;
    if ('name' in dropping) box.drop(dropping);
    else if (!(await notes.drop(dropping))) return;
    platform.say(say.drop.done);
    setDropping(null);
  };
  const wish = (note: Note) => {
    if (note.text !== '') return setRaising(note);
    platform.say(say.raise.noWords);
    edit(note);
  };
  const raise = async (note: Note) => {
    setRaising(null);
    const reportId = await notes.raise(note);
    if (reportId === null) return;
    platform.say(say.raise.done);
    go(routes.report(reportId));
  };

  const mayWrite = answers === null ? place !== null : answers.length > 0;
  const hasNotes = (notes.page.value?.notes.length ?? 0) > 0;
  const isOne = answers === null || (answers.length === 1 && answers[0]?.level === 'community');
  return (
    <>
      {(mayWrite || hasNotes) && <View className="diary__private">{say.private}</View>}
      {mayWrite && (
        <>
          {place && !isOne && (
            <View
              className="diary__place"
              {...a11y('button', say.where.change(place.name))}
              onClick={() => setChoosing(true)}
            >
              {say.where.at(place.name)}
            </View>
          )}
          {!place && (
            <View className="diary__choose">
              <Button onTap={() => setChoosing(true)}>{say.where.choose}</Button>
            </View>
          )}
          <Write
            box={box}
            label={place && isOne ? say.where.at(place.name) : say.write.label}
            focus={!hasPut}
            onPut={put}
          />
        </>
      )}
      <Waiting box={box} mayWrite={mayWrite} onDrop={setDropping} />
      {me ? (
        <Notes
          store={notes}
          mayWrite={mayWrite}
          onRetry={() => void begin()}
          onEdit={edit}
          onDrop={setDropping}
          onRaise={wish}
        />
      ) : (
        <WithMe>{() => null}</WithMe>
      )}
      {editing && <EditSheet editing={editing} onSend={() => void save()} onClose={() => setEditing(null)} />}
      {raising && (
        <RaiseSheet
          note={raising}
          onRaise={() => void raise(raising)}
          onEdit={() => {
            setRaising(null);
            edit(raising);
          }}
          onClose={() => setRaising(null)}
        />
      )}
      {dropping && (
        <DropSheet
          isRaised={'reportId' in dropping && dropping.reportId !== null}
          busy={notes.dropped.busy}
          failure={'name' in dropping ? null : notes.dropped.failure}
          onDrop={() => void drop()}
          onClose={() => setDropping(null)}
        />
      )}
      {isChoosing && answers && <PlaceSheet here={here} places={answers} onClose={() => setChoosing(false)} />}
    </>
  );
});

const Diary = observer(() => {
  const { owner } = session;
  return (
    <Page>
      {owner === null ? (
        <WithMe>
          {() => (
            <>
              <Empty title={say.signInFirst} />
              <SignIn kind="main" />
            </>
          )}
        </WithMe>
      ) : (
        <Mine key={owner} owner={owner} />
      )}
    </Page>
  );
});

export default Diary;
