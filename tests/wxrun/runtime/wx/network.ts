import type { Network, Request } from '../../program';
import { ask, Listeners, Refused, tell, type Options } from './calls';
import { files } from './files';

export interface NetworkState {
  online: boolean;
  setOnline(online: boolean): void;
  /** The most requests that were under way at once. */
  busiest: number;
}

const OFFLINE = new Refused('net::ERR_INTERNET_DISCONNECTED', { errno: 600_001 });
const UNREACHED = new Refused('net::ERR_CONNECTION_REFUSED', { errno: 600_001 });

export function networkOf(network: Network): { state: NetworkState; members: Options } {
  const changes = new Listeners<{ isConnected: boolean; networkType: string }>();
  let busy = 0;
  const state: NetworkState = {
    online: true,
    busiest: 0,
    setOnline(online) {
      state.online = online;
      changes.tell({ isConnected: online, networkType: online ? 'wifi' : 'none' });
    },
  };
  const send = async (request: Request) => {
    if (!state.online) throw OFFLINE;
    state.busiest = Math.max(state.busiest, ++busy);
    try {
      const response = await network(request);
      if (!response) throw UNREACHED;
      return { statusCode: response.status, header: response.header, cookies: [], data: response.body };
    } finally {
      busy -= 1;
    }
  };
  // The handle that both give back at once; nothing of ours aborts or listens to progress.
  const task = {
    abort: () => undefined,
    onProgressUpdate: () => undefined,
    onHeadersReceived: () => undefined,
    offHeadersReceived: () => undefined,
  };
  const request = ask('request', async (options) => {
    const method = ((options.method as string | undefined) ?? 'GET').toUpperCase();
    const answer = await send({
      url: urlOf(options, method),
      method,
      header: { 'content-type': 'application/json', ...lowered(options.header) },
      ...(method !== 'GET' && options.data !== undefined && { body: bodyOf(options.data) }),
    });
    return {
      ...answer,
      data: options.dataType === undefined || options.dataType === 'json' ? parsed(answer.data) : answer.data,
    };
  });
  const uploadFile = ask('uploadFile', async (options) => {
    const bytes = files.get(options.filePath as string);
    if (bytes === undefined) throw new Refused(`file ${String(options.filePath)} not found`);
    const form = Object.fromEntries(
      Object.entries((options.formData ?? {}) as Options).map(([k, v]) => [k, String(v)]),
    );
    const file = {
      field: options.name as string,
      name: (options.filePath as string).split('/').pop() ?? '',
      bytes,
      form,
    };
    return send({ url: options.url as string, method: 'POST', header: lowered(options.header), file });
  });
  const downloadFile = ask('downloadFile', async ({ url }) => {
    const { statusCode, data } = await send({ url: url as string, method: 'GET', header: {} });
    const tempFilePath = `wxfile://tmp_download_${files.size + 1}`;
    files.set(tempFilePath, data);
    return { statusCode, tempFilePath };
  });
  return {
    state,
    members: {
      downloadFile: (options: Options) => downloadFile(options) ?? task,
      request: (options: Options) => request(options) ?? task,
      uploadFile: (options: Options) => uploadFile(options) ?? task,
      getNetworkType: ask('getNetworkType', () => ({ networkType: state.online ? 'wifi' : 'none' })),
      onNetworkStatusChange: tell('onNetworkStatusChange', changes.on),
      offNetworkStatusChange: tell('offNetworkStatusChange', changes.off),
    },
  };
}

const lowered = (header: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((header ?? {}) as Options).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );

const bodyOf = (data: unknown): string => (typeof data === 'string' ? data : JSON.stringify(data));

function urlOf({ url, data }: Options, method: string): string {
  if (method !== 'GET' || data === undefined || typeof data !== 'object' || data === null) return url as string;
  const query = Object.entries(data).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return query.length > 0 ? `${url as string}?${query.join('&')}` : (url as string);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
