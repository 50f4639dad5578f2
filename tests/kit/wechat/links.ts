import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Clock } from '../../../cloud/kit/clock';
import { No, type Route } from './door';

const MINUTE_MS = 60_000;
const LONGEST_MS = 30 * 86_400_000;
const STAGES: unknown[] = ['release', 'trial', 'develop'];

/** Mini-program codes and links into the mini-program. */
export async function createLinks(clock: Clock) {
  const plain = sharp({ create: { width: 43, height: 43, channels: 3, background: '#ffffff' } });
  const picture = await plain.jpeg().toBuffer();

  const code: Route = ({ body }) => {
    const { scene, page, env_version = 'release', check_path = true } = body;
    if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32)
      throw new No(40169, 'invalid length for scene, or the data is not json string');
    if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) throw new No(40129, 'invalid scene');
    if (!STAGES.includes(env_version)) throw new No(40097, 'invalid args');
    if (!/^[^/?]+(\/[^/?]+)*$/.test(String(page))) throw new No(41030, 'invalid page');
    // There is nothing but a release to look a page up in.
    if (check_path === true && env_version !== 'release') throw new No(41030, 'invalid page');
    return picture;
  };

  const urlLink: Route = ({ body }) => {
    const { path, query, expire_type, expire_time, env_version = 'release' } = body;
    if (!STAGES.includes(env_version) || expire_type !== 0) throw new No(40097, 'invalid args');
    if (typeof path !== 'string' || /[?#]/.test(path)) throw new No(40165, 'invalid weapp pagepath');
    if (typeof query !== 'string' || query.length > 1_024) throw new No(40212, 'invalid query');
    const life = Number(expire_time) * 1_000 - clock.now().getTime();
    if (!(life >= MINUTE_MS && life <= LONGEST_MS)) throw new No(85401, 'time limit between 1min and 30day');
    return { errcode: 0, errmsg: 'ok', url_link: `https://wxaurl.cn/${randomBytes(8).toString('base64url')}` };
  };

  return { routes: { code, urlLink } };
}
