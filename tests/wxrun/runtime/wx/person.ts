import { ask, Listeners, Refused, tell, type Options } from './calls';
import type { NetworkState } from './network';

/** What a person or WeChat must answer. A test says the answers beforehand; one that is asked for and not there fails. */
export interface Answers {
  give(name: string, answer: Options | { fail: string }): void;
}

export function personOf(files: NetworkState['files']): { answers: Answers; members: Options } {
  const waiting = new Map<string, (Options | { fail: string })[]>();
  const answered = (name: string) =>
    ask(name, () => {
      const answer = waiting.get(name)?.shift();
      if (!answer) throw new Refused(`nobody told the test what wx.${name} answers`);
      if (typeof answer.fail === 'string') throw new Refused(answer.fail);
      return answer;
    });
  /** The pictures somebody picks lie in temporary files from then on. */
  const chosen = (name: string) => {
    const choose = answered(name) as (options: Options) => Promise<{ pictures?: string[] }>;
    return ask(name, async () => {
      const { pictures = [] } = await choose({});
      const paths = pictures.map((bytes) => {
        const path = `wxfile://tmp_${files.size + 1}.jpg`;
        files.set(path, bytes);
        return { path, size: Math.round((bytes.length * 3) / 4) };
      });
      return {
        tempFilePaths: paths.map(({ path }) => path),
        tempFiles: paths.map(({ path, size }) => ({ path, tempFilePath: path, size, fileType: 'image' })),
        type: 'image',
      };
    });
  };
  const privacy = new Listeners<unknown>();
  let codes = 0;
  const plain = (name: string) => ask(name, () => undefined);
  return {
    answers: { give: (name, answer) => void waiting.set(name, [...(waiting.get(name) ?? []), answer]) },
    members: {
      login: ask('login', () => ({ code: `login-code-${++codes}` })),
      checkSession: plain('checkSession'),
      chooseImage: chosen('chooseImage'),
      chooseMedia: chosen('chooseMedia'),
      scanCode: answered('scanCode'),
      requestSubscribeMessage: answered('requestSubscribeMessage'),
      getGroupEnterInfo: answered('getGroupEnterInfo'),
      requirePrivacyAuthorize: answered('requirePrivacyAuthorize'),
      getPrivacySetting: ask('getPrivacySetting', () => ({ needAuthorization: false, privacyContractName: '' })),
      onNeedPrivacyAuthorization: tell('onNeedPrivacyAuthorization', privacy.on),
      openPrivacyContract: plain('openPrivacyContract'),
      setClipboardData: plain('setClipboardData'),
      makePhoneCall: plain('makePhoneCall'),
      openLocation: plain('openLocation'),
      previewImage: plain('previewImage'),
      setBackgroundFetchToken: plain('setBackgroundFetchToken'),
      getBackgroundFetchData: answered('getBackgroundFetchData'),
      onBackgroundFetchData: tell('onBackgroundFetchData', new Listeners<unknown>().on),
    },
  };
}
