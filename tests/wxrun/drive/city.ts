import { hangDoors } from '../../../cloud/demo/shops';
import type { Town } from '../../kit/town';
import type { Network, Request } from '../program';

/** The server the artefact was built for; the test's cloud answers in its name. */
const BUILT_FOR = process.env.TARO_APP_SERVER ?? 'http://127.0.0.1:3000';

/** The test city's cloud on a port of this machine, with time running as it does for people. */
export interface City<T extends Town = Town> {
  town: T;
  network: Network;
  /** How far the city's clock is from this machine's, in milliseconds. */
  clockOffset(): number;
  close(): Promise<void>;
}

export async function openCity<T extends Town>(
  open: (settings: Record<string, string>) => Promise<T>,
): Promise<City<T>> {
  // The cloud stands behind this as behind a proxy, and names its own addresses as the phone knows them.
  const town = await open({ PUBLIC_URL: BUILT_FOR });
  await hangDoors(town.storage);
  const address = await town.app.listen({ port: 0, host: '127.0.0.1' });
  let beat = Date.now();
  const keepTime = (): void => {
    const now = Date.now();
    town.clock.advance(now - beat);
    beat = now;
  };
  const network: Network = async (request) => {
    keepTime();
    if (!request.url.startsWith(`${BUILT_FOR}/`))
      throw new Error(`${request.url} is not on the server this mini-program may ask.`);
    const reply = await fetch(address + request.url.slice(BUILT_FOR.length), {
      method: request.method,
      headers: request.file ? dropType(request.header) : request.header,
      body: request.file ? formOf(request.file) : request.body,
    }).catch(() => null);
    if (!reply) return null;
    const bytes = Buffer.from(await reply.arrayBuffer());
    const type = reply.headers.get('content-type') ?? '';
    return {
      status: reply.status,
      header: Object.fromEntries(reply.headers),
      // A picture crosses as one character a byte.
      body: bytes.toString(type.startsWith('image/') ? 'latin1' : 'utf8'),
    };
  };
  return {
    town,
    network,
    clockOffset: () => {
      keepTime();
      return town.clock.now().getTime() - Date.now();
    },
    close: () => town.close(),
  };
}

function formOf({ field, name, bytes, form }: NonNullable<Request['file']>): FormData {
  const data = new FormData();
  for (const [key, value] of Object.entries(form)) data.append(key, value);
  data.append(field, new Blob([Buffer.from(bytes, 'base64')]), name);
  return data;
}

/** A form's type carries its boundary, which fetch knows and the caller does not. */
const dropType = ({ 'content-type': _, ...header }: Record<string, string>): Record<string, string> => header;
