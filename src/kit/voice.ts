import { isWeapp } from './platform';

/** Somebody who reads aloud: one piece of text at a time. */
export interface Voice {
  /** Resolves with whether it was said to its end: it may be stopped, or a call comes in. Rejects when it cannot be said. */
  speak(text: string): Promise<boolean>;
  stop(): void;
}

/** WeChat's own plugin for speech, 同声传译. Whoever runs the program adds it to their account, and names it at the build. */
interface Speech {
  textToSpeech(what: {
    lang: 'zh_CN';
    tts: true;
    content: string;
    success(made: { retcode: number; filename: string }): void;
    fail(reason: unknown): void;
  }): void;
}
declare const requirePlugin: (name: string) => Speech;

/** A browser's voice, WeChat's plugin, or nobody: then nothing is offered. */
export function voice(): Voice | null {
  if (isWeapp) {
    try {
      return byPlugin(requirePlugin('WechatSI'));
    } catch {
      return null;
    }
  }
  return typeof speechSynthesis === 'undefined' ? null : byBrowser();
}

function byPlugin(speech: Speech): Voice {
  let stopped = (): void => undefined;
  const fileOf = (content: string): Promise<string> =>
    new Promise((tell, fail) =>
      speech.textToSpeech({
        lang: 'zh_CN',
        tts: true,
        content,
        success: ({ retcode, filename }) => (retcode === 0 ? tell(filename) : fail(new Error(`speech ${retcode}`))),
        fail: () => fail(new Error('speech')),
      }),
    );
  return {
    async speak(text) {
      let isStopped = false;
      stopped = () => (isStopped = true);
      const src = await fileOf(text);
      if (isStopped) return false;
      // Whoever asks to hear it hears it, also with a phone that is set to be silent.
      void wx.setInnerAudioOption({ obeyMuteSwitch: false });
      const audio = wx.createInnerAudioContext();
      let end = (): void => undefined;
      const saying = new Promise<boolean>((tell, fail) => {
        end = () => tell(false);
        audio.onEnded(() => tell(true));
        audio.onError(() => fail(new Error('audio')));
        audio.src = src;
        audio.play();
      });
      stopped = end;
      // A call comes in, or another program plays: nobody listens any more.
      wx.onAudioInterruptionBegin(end);
      return saying.finally(() => {
        wx.offAudioInterruptionBegin(end);
        audio.destroy();
      });
    },
    stop: () => stopped(),
  };
}

const byBrowser = (): Voice => ({
  speak: (text) =>
    new Promise((tell, fail) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = 'zh-CN';
      // Slower than the machine's own pace: it is for somebody who would rather listen.
      said.rate = 0.9;
      said.onend = () => tell(true);
      said.onerror = ({ error }) =>
        ['canceled', 'interrupted'].includes(error) ? tell(false) : fail(new Error(error));
      speechSynthesis.speak(said);
    }),
  stop: () => speechSynthesis.cancel(),
});
