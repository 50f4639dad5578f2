import { View } from '@tarojs/components';
import { observer } from 'mobx-react-lite';
import { useEffect, type ReactNode } from 'react';
import type { ChangingCode } from '../code';
import { view } from '../view';
import { words } from '../words';
import { a11y } from './a11y';
import { Button } from './Button';
import { Failed } from './Notes';
import { Qr } from './Qr';
import { Skeleton } from './Skeleton';
import './codeshown.scss';

const SECOND = 1_000;
/** How often somebody at the counter is told whether it was taken in. */
const LOOK_MS = 4 * SECOND;
/** Digits in fours, as people read them out. */
const spoken = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');

/** Counts the seconds of a code for as long as it is in sight, and looks now and then whether it was taken in. */
export function useChanging(code: ChangingCode, isShown: boolean, look: () => Promise<void>): void {
  useEffect(() => {
    if (!isShown) return undefined;
    void code.load();
    const second = setInterval(() => code.tick(), SECOND);
    const looking = setInterval(() => void (view.online && look()), LOOK_MS);
    return () => {
      clearInterval(second);
      clearInterval(looking);
    };
  }, [code, isShown, look]);
}

interface Props {
  of: ChangingCode;
  /** What a camera reads before the digits. */
  prefix?: string;
  says: {
    /** The digits, to whoever hears them, and the picture. */
    label: (digits: string) => string;
    picture: string;
    note: string;
    /** Above it, where the network has gone. */
    offline: string;
  };
}

/** The code of this moment, to be scanned or read out. */
export const CodeShown = observer(({ of, prefix = '', says }: Props): ReactNode => {
  const { code, left } = of;
  const { failure, busy } = of.codes;
  if (code)
    return (
      <>
        {!view.online && <View className="changing__note">{says.offline}</View>}
        <Qr text={`${prefix}${code}`} label={says.picture} />
        <View className="changing__digits" {...a11y('img', says.label(spoken(code)))}>
          {spoken(code)}
        </View>
        <View className="changing__track">
          <View className="changing__left" style={{ width: `${Math.round(left.part * 100)}%` }} />
        </View>
        <View className="changing__next">{words.code.next(left.seconds)}</View>
        {view.online && <View className="changing__note">{says.note}</View>}
      </>
    );
  if (busy) return <Skeleton lines={5} />;
  return (
    <>
      {failure ? <Failed failure={failure} /> : <View className="changing__note">{words.code.over}</View>}
      <Button onTap={() => void of.load()}>{failure ? words.failed.retry : words.code.again}</Button>
    </>
  );
});
