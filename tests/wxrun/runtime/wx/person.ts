import { ask, Listeners, Refused, tell, type Options } from './calls';
import { wasJustTapped } from '../events';
import { files } from './files';
import type { Privacy } from './privacy';

/** What a person or WeChat must answer. A test says the answers beforehand; one that is asked for and not there fails. */
export interface Answers {
  give(name: string, answer: Options | { fail: string }): void;
}

export interface Person {
  answers: Answers;
  members: Options;
  /** What the test said of this one, if it said anything. */
  said(name: string): Options | undefined;
  /** What was copied last. */
  clipboard(): string | null;
  /** What WeChat fetched beforehand has arrived, after the program asked for it. */
  fetched(data: Options): void;
  /** WeChat's own sheet for a phone number: what a button of that open-type tells. */
  phoneNumber(): Promise<Options>;
}

export function personOf(privacy: Privacy, given: Record<string, Options[]>): Person {
  const waiting = new Map<string, Options[]>(Object.entries(given).map(([name, all]) => [name, [...all]]));
  const answerOf = (name: string): Options => {
    const answer = waiting.get(name)?.shift();
    if (!answer) throw new Refused(`nobody told the test what wx.${name} answers`);
    if (typeof answer.fail === 'string') throw new Refused(answer.fail);
    return answer;
  };
  const answered = (name: string) => ask(name, () => answerOf(name));
  const consented = (name: string) =>
    ask(name, async () => {
      await privacy.pass(name);
      return answerOf(name);
    });
  let picked = 0;
  /** The pictures somebody picks lie in temporary files from then on. */
  const chosen = (name: string) =>
    ask(name, async () => {
      await privacy.pass(name);
      const { pictures = [] } = answerOf(name) as { pictures?: string[] };
      const paths = pictures.map((bytes) => {
        const path = `wxfile://tmp_${++picked}.jpg`;
        files.set(path, bytes);
        return { path, size: Math.round((bytes.length * 3) / 4) };
      });
      return {
        tempFilePaths: paths.map(({ path }) => path),
        tempFiles: paths.map(({ path, size }) => ({ path, tempFilePath: path, size, fileType: 'image' })),
        type: 'image',
      };
    });
  /** A file somebody picks from a chat, named and in base64; one whose ending was not asked for cannot be picked. */
  const chooseMessageFile = ask('chooseMessageFile', async ({ extension = [] }) => {
    await privacy.pass('chooseMessageFile');
    const { name, base64 } = answerOf('chooseMessageFile') as { name: string; base64: string };
    if (!(extension as string[]).includes(name.replace(/^.*\./, ''))) throw new Refused(`${name} is greyed out`);
    const path = `wxfile://tmp_${++picked}_${name}`;
    files.set(path, base64);
    const size = Math.round((base64.length * 3) / 4);
    return { tempFiles: [{ path, name, size, time: 0, type: 'file' }] };
  });
  /** WeChat shows some dialogs only right after a tap. */
  const fromTap = (name: string) => {
    const act = answered(name);
    const late = ask(name, () => {
      throw new Refused('can only be invoked by user TAP gesture.');
    });
    return (options: Options) => (wasJustTapped() ? act : late)(options);
  };
  const fetched = new Listeners<unknown>();
  const phoneNumber = ask('button.getPhoneNumber', async () => {
    await privacy.pass('button.getPhoneNumber');
    return answerOf('getPhoneNumber');
  });
  let codes = 0;
  let clipboard: string | null = null;
  const plain = (name: string) => ask(name, () => undefined);
  return {
    answers: { give: (name, answer) => void waiting.set(name, [...(waiting.get(name) ?? []), answer]) },
    said: (name) => waiting.get(name)?.shift(),
    clipboard: () => clipboard,
    fetched: (data) => fetched.tell(data),
    phoneNumber: () =>
      (phoneNumber({}) as Promise<Options>).catch((refused: unknown) => ({
        errMsg: `getPhoneNumber:${(refused as { errMsg: string }).errMsg.replace(/^.*?:/, '')}`,
      })),
    members: {
      ...privacy.members,
      login: ask('login', () => waiting.get('login')?.shift() ?? { code: `login-code-${++codes}` }),
      checkSession: plain('checkSession'),
      chooseImage: chosen('chooseImage'),
      chooseMedia: chosen('chooseMedia'),
      chooseMessageFile,
      scanCode: answered('scanCode'),
      requestSubscribeMessage: fromTap('requestSubscribeMessage'),
      getGroupEnterInfo: answered('getGroupEnterInfo'),
      requirePrivacyAuthorize: answered('requirePrivacyAuthorize'),
      getPrivacySetting: ask('getPrivacySetting', () => ({ needAuthorization: false, privacyContractName: '' })),
      openPrivacyContract: plain('openPrivacyContract'),
      setClipboardData: ask('setClipboardData', async ({ data }) => {
        await privacy.pass('setClipboardData');
        clipboard = data as string;
      }),
      makePhoneCall: plain('makePhoneCall'),
      openLocation: plain('openLocation'),
      chooseLocation: consented('chooseLocation'),
      getLocation: consented('getLocation'),
      openDocument: ask('openDocument', ({ filePath }) => {
        if (!files.has(filePath as string)) throw new Refused(`file ${String(filePath)} not found`);
      }),
      previewImage: plain('previewImage'),
      setBackgroundFetchToken: plain('setBackgroundFetchToken'),
      getBackgroundFetchData: answered('getBackgroundFetchData'),
      onBackgroundFetchData: tell('onBackgroundFetchData', fetched.on),
    },
  };
}
