import { ask, counted, Refused, tell, type Options } from './calls';

/** How long a sentence takes on this phone, in milliseconds. */
const SAID_MS = 250;

/** WeChat's plugin for speech, and the player that its files are played by. */
export interface Speech {
  requirePlugin(name: string): Options;
  members: Options;
  /** What was said to its end, piece by piece. */
  spoken(): string[];
  /** A call comes in: the player falls silent, and the program is told. */
  interrupt(): void;
}

/** @param has the plugins that the program's account has */
export function speechOf(has: readonly string[], said: (name: string) => Options | undefined): Speech {
  const texts = new Map<string, string>();
  const spoken: string[] = [];
  /** This phone is set to be silent: what does not ask to be heard all the same is not. */
  let isMuted = true;
  const interrupted = new Set<() => void>();
  const silenced = new Set<() => void>();
  const textToSpeech = counted(
    'WechatSI.textToSpeech',
    (what: { content: string; success(made: Options): void; fail(reason: Options): void }) => {
      setTimeout(() => {
        const refused = said('textToSpeech');
        if (refused) return what.fail(refused);
        if (new TextEncoder().encode(what.content).length > 1000) return what.fail({ retcode: -20003 });
        const filename = `http://speech.invalid/${texts.size}.mp3`;
        texts.set(filename, what.content);
        what.success({ retcode: 0, filename });
      });
    },
  );
  return {
    requirePlugin: (name) => {
      if (!has.includes(name)) throw new Refused(`plugin ${name} is not declared in app.json`);
      return { textToSpeech };
    },
    members: {
      setInnerAudioOption: ask(
        'setInnerAudioOption',
        ({ obeyMuteSwitch }) => void (isMuted = obeyMuteSwitch !== false),
      ),
      onAudioInterruptionBegin: tell(
        'onAudioInterruptionBegin',
        (listener: () => void) => void interrupted.add(listener),
      ),
      offAudioInterruptionBegin: tell(
        'offAudioInterruptionBegin',
        (listener: () => void) => void interrupted.delete(listener),
      ),
      createInnerAudioContext: tell('createInnerAudioContext', () => {
        let ended = (): void => undefined;
        let failed = (): void => undefined;
        let timer: ReturnType<typeof setTimeout> | undefined;
        const player = {
          src: '',
          onEnded: (listener: () => void) => void (ended = listener),
          onError: (listener: () => void) => void (failed = listener),
          play: () => {
            const text = texts.get(player.src);
            timer = setTimeout(() => {
              if (text === undefined) return failed();
              if (!isMuted) spoken.push(text);
              ended();
            }, SAID_MS);
          },
          destroy: () => {
            clearTimeout(timer);
            silenced.delete(silence);
          },
        };
        const silence = (): void => clearTimeout(timer);
        silenced.add(silence);
        return player;
      }),
    },
    spoken: () => spoken,
    interrupt: () => {
      for (const silence of silenced) silence();
      for (const listener of interrupted) listener();
    },
  };
}
