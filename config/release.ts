/** What an upload to WeChat needs, decided before anything is built or sent. */
export interface Plan {
  does: 'upload' | 'preview';
  appId: string;
  server: string;
  version: string;
  description: string;
  /** Which of WeChat's thirty "robots" it is sent as; each has its own trial version. */
  robot: string;
  /** The private key's text. It is in no message and in no argument of a program. */
  key: string;
}

/** What the plan takes from around it. */
export interface Around {
  env: Record<string, string | undefined>;
  /** What was written behind `npm run upload --`. */
  args: readonly string[];
  version: string;
  lastCommit: string;
  read(file: string): string;
}

const wanted: Record<string, [RegExp, string]> = {
  TARO_APP_SERVER: [/^https:\/\/(?!localhost\b|127\.)[^/\s]+$/, 'the real cloud’s address, like https://example.org'],
  WECHAT_APP_ID: [/^wx[0-9a-f]{16}$/, 'the mini-program’s number, like wx0123456789abcdef'],
  WECHAT_UPLOAD_ROBOT: [/^([1-9]|[12]\d|30)$/, 'a number from 1 to 30'],
};

/** @throws one sentence that names all that is missing or wrong, and nothing of the key */
export function planOf({ env, args, version, lastCommit, read }: Around): Plan {
  const given = (name: string): string => env[name]?.trim() || (name === 'WECHAT_UPLOAD_ROBOT' ? '1' : '');
  const no = Object.entries(wanted)
    .filter(([name, [like]]) => !like.test(given(name)))
    .map(([name, [, what]]) => `${name} must be ${what}`);

  const [asked = version, ...more] = args.filter((arg) => arg !== '--preview');
  if (more.length > 0 || !/^\d+\.\d+\.\d+$/.test(asked)) no.push('the version must be like 1.2.3, and nothing else');

  const key = keyOf(given('WECHAT_UPLOAD_KEY'), given('WECHAT_UPLOAD_KEY_FILE'), read);
  if ('no' in key) no.push(key.no);
  if (no.length > 0 || 'no' in key) throw new Error(`Cannot upload: ${no.join('; ')}.`);
  return {
    does: args.includes('--preview') ? 'preview' : 'upload',
    appId: given('WECHAT_APP_ID'),
    server: given('TARO_APP_SERVER'),
    version: asked,
    description: lastCommit,
    robot: given('WECHAT_UPLOAD_ROBOT'),
    key: key.text,
  };
}

function keyOf(text: string, file: string, read: Around['read']): { text: string } | { no: string } {
  if ((text === '') === (file === ''))
    return { no: 'one of WECHAT_UPLOAD_KEY (the key’s text) and WECHAT_UPLOAD_KEY_FILE must be set' };
  let key: string;
  try {
    // Some places keep a text of many lines as one, with \n written out.
    key = file === '' ? text.replaceAll('\\n', '\n') : read(file);
  } catch {
    return { no: 'the file that WECHAT_UPLOAD_KEY_FILE names cannot be read' };
  }
  if (!/^-----BEGIN (RSA )?PRIVATE KEY-----\n[\s\S]+\n-----END (RSA )?PRIVATE KEY-----$/.test(key.trim()))
    return {
      no: `${file === '' ? 'WECHAT_UPLOAD_KEY' : 'WECHAT_UPLOAD_KEY_FILE'} must hold the private key of WeChat’s console`,
    };
  return { text: `${key.trim()}\n` };
}

/** Where the page's cloud is when nobody said: the demo on the developer's own machine. */
export const DEMO_SERVER = 'http://127.0.0.1:3000';

/** Why what was built must not go out; null when it may. @param scripts the texts of its scripts */
export function whyNotSend(scripts: readonly string[], server: string): string | null {
  if (scripts.some((script) => script.includes(DEMO_SERVER))) return 'what was built still speaks to the demo';
  if (!scripts.some((script) => script.includes(server))) return `what was built does not speak to ${server}`;
  return null;
}

/** The arguments of miniprogram-ci. It takes the key as a file. */
export const argumentsOf = (plan: Plan, folder: string, keyFile: string): string[] => [
  plan.does,
  ...['--appid', plan.appId, '--project-path', folder, '--private-key-path', keyFile],
  // In one word, since a commit's subject may begin with a dash.
  ...['--upload-version', plan.version, `--upload-description=${plan.description}`, '--robot', plan.robot],
  ...['--use-project-config', 'true'],
];

/** A program's output without the key, whole or by the line. */
export const hidden = (output: string, key: string): string =>
  key
    .split('\n')
    .filter((line) => line.length > 0 && !line.startsWith('-----'))
    .reduce((text, line) => text.replaceAll(line, '…'), output);
