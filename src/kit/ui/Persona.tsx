import { Text, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useState } from 'react';
import type { Persona } from '../../../types/session';
import { toFailure } from '../failure';
import { platform } from '../platform';
import { session } from '../session';
import { words } from '../words';
import { a11y } from './a11y';
import { Sheet } from './Sheet';
import './persona.scss';

const personas = Object.keys(words.personas) as Persona[];
const nameOf = (persona: Persona | null | undefined) => (persona ? words.personas[persona] : words.demo.newcomer);

/** Demo only: who the page takes me for, and the way to be somebody else. */
export const PersonaStrip = observer(() => (
  <View className="persona-strip" {...a11y('button')} onClick={() => session.choose(true)}>
    <Text>{words.demo.now(nameOf(session.person?.persona))}</Text>
    <Text className="persona-strip__change">{words.demo.change}</Text>
  </View>
));

export const PersonaSheet = observer(() => {
  const [busy, setBusy] = useState(false);
  const be = async (persona: Persona | null) => {
    setBusy(true);
    await session.become(persona).catch((thrown: unknown) => platform.say(toFailure(thrown).message));
    setBusy(false);
    session.choose(false);
  };
  const current = session.person?.persona ?? null;
  return (
    <Sheet title={words.demo.title} onClose={() => session.choose(false)}>
      <View className="persona-sheet__note">{words.demo.note}</View>
      <View className={`persona-sheet ${busy ? 'persona-sheet--busy' : ''}`}>
        {[...personas, null].map((persona) => (
          <View
            key={persona ?? 'newcomer'}
            className={`persona-sheet__one ${persona === current ? 'persona-sheet__one--now' : ''}`}
            {...a11y('button')}
            onClick={() => !busy && void be(persona)}
          >
            <View className="persona-sheet__name">{nameOf(persona)}</View>
            <View className="persona-sheet__what">
              {persona ? words.personaNotes[persona] : words.demo.newcomerNote}
            </View>
          </View>
        ))}
      </View>
    </Sheet>
  );
});
