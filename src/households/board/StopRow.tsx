import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import type { Stop } from '../../../types/households';
import { platform } from '../../kit/platform';
import { a11y } from '../../kit/ui';
import { words } from '../../kit/words';
import { say } from '../words';
import type { BoardStore } from './store';

const { board: says } = say;

interface Act {
  name: string;
  label?: string;
  onTap: () => void;
}

/** One household on the list, in five nodes: its door, what is known of it, and what can be done there now. */
export const StopRow = observer(({ store, stop }: { store: BoardStore; stop: Stop }) => {
  const { household, standing } = stop;
  const [note, tone] = noteOf(store, stop);
  return (
    <View className={`stop stop--${standing} stop--${tone}`}>
      <View className="stop__door">{household.room}</View>
      <View className="stop__note">{note}</View>
      {actsOf(store, stop).map(({ name, label = name, onTap }) => (
        <View key={name} className="stop__act" {...a11y('button', label)} onClick={onTap}>
          {name}
        </View>
      ))}
    </View>
  );
});

type Tone = 'calm' | 'asks' | 'wrong';

function noteOf(
  { noting, asking, dialling, dialled }: BoardStore,
  { household: { id }, standing, last, corrected }: Stop,
): [string, Tone] {
  const pending = noting.about(id);
  if (pending) return noting.isSending ? [says.noting, 'calm'] : [says.unsent(say.came(pending)), 'wrong'];
  if (asking?.householdId === id) return [says.asks[asking.how], 'asks'];
  if (dialling === id && dialled.busy) return [says.dialling, 'calm'];
  if (dialling === id && dialled.failure) return [dialled.failure.message, 'wrong'];
  const known = standing === 'acknowledged' ? says.self : last ? says.last(last) : says.never;
  return [words.facts(corrected ? says.before : null, known), 'calm'];
}

function actsOf(store: BoardStore, stop: Stop): Act[] {
  const { noting, asking, noted } = store;
  const { household, standing, last } = stop;
  const { id } = household;
  if (noting.about(id)) return noting.isSending ? [] : [{ name: words.failed.retry, onTap: () => void noting.send() }];
  // There is nothing left to tell.
  if (store.board.value?.board.withdrawn) return [];
  if (asking?.householdId === id) {
    const { how } = asking;
    const { told, away } = says.outcomes[how];
    return [
      { name: told, onTap: () => void store.note(stop, how, 'told') },
      { name: away, onTap: () => void store.note(stop, how, 'away') },
      { name: says.later, onTap: () => store.leave() },
    ];
  }
  // What a colleague noted may be wrong, too: whose note it was stays in sight.
  if (last && (noted.includes(id) || standing === 'assisted'))
    return [{ name: says.undo, onTap: () => void store.note(stop, last.how, 'undone') }];
  if (standing !== 'rest') return [];
  const door = words.door(household);
  return [
    ...(household.phone === null
      ? []
      : [
          {
            name: says.phone,
            label: says.phoneTo(door),
            onTap: () => void store.dial(stop, (number) => platform.phone(number)),
          },
        ]),
    { name: says.knock, label: says.knockAt(door), onTap: () => store.ask(id, 'door') },
  ];
}
