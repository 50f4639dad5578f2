import { Image, View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, useRef } from 'react';
import { fileUrl } from '../../kit/call';
import { a11y, Button, pictured } from '../../kit/ui';
import { Camera } from '../../kit/ui/Camera';
import { words } from '../../kit/words';
import { Promised } from '../parts/Promised';
import { say as all } from '../words';
import type { FilingStore } from './filing';
import { Switches, Words, type Props } from './Form';
import { Similar } from './Similar';
import { Where } from './Where';
import { say } from './words';

export const LAST = say.steps.length - 1;

/** One thing a screen, for whoever likes it large. Whoever has taken the first photograph is led on to the words by themselves. */
export const Steps = observer(({ store, onJoin, step, onStep }: Props & { step: number; onStep(n: number): void }) => {
  const isTaken = store.shots.all.length > 0;
  const wasTaken = useRef(isTaken);
  useEffect(() => {
    if (step === 0 && isTaken && !wasTaken.current) onStep(1);
    wasTaken.current = isTaken;
  }, [step, isTaken, onStep]);
  return (
    <>
      <View className="filing__step">{say.step(step + 1, say.steps.length)}</View>
      <View className="filing__title" {...a11y('heading')}>
        {say.steps[step]}
      </View>
      {step === 0 && <Camera shots={store.shots} size="large" />}
      {step === 1 && (
        <>
          {isTaken && <Camera shots={store.shots} />}
          <Words store={store} />
          <Similar store={store} onJoin={onJoin} />
          <Where store={store} />
        </>
      )}
      {step === LAST && (
        <>
          <Promised hours={store.hours.value} />
          <Written store={store} />
          <Switches store={store} />
          <View className="filing__kept">{all.privacy}</View>
        </>
      )}
      {step > 0 && (
        <Button kind="quiet" onTap={() => onStep(step - 1)}>
          {say.previous}
        </Button>
      )}
    </>
  );
});

/** What will be sent, to be looked at once more. */
export const Written = observer(({ store }: { store: FilingStore }) => {
  const { text, where, grid } = store.form;
  const { all: shots } = store.shots;
  return (
    <View className="filing__look">
      <View className="filing__written">{text}</View>
      {(where || grid) && <View className="filing__kept">{words.facts(where || null, grid?.name ?? null)}</View>}
      {shots.length > 0 && (
        <View className="filing__shots">
          {shots.map(({ key, file, path }, i) => (
            <Image
              key={key}
              className="filing__shot"
              src={file ? fileUrl(file.url) : path}
              mode="aspectFill"
              {...pictured(words.article.picture(i + 1, shots.length))}
            />
          ))}
        </View>
      )}
    </View>
  );
});
