import { badgeScanned } from './entry';
import { platform } from './platform';
import { go, replace, routes } from './routes';

/** Holds the camera to a sticker, and says what its badge is worth. */
export async function scanBadge(here = false): Promise<void> {
  const text = await platform.scan();
  if (text) (here ? replace : go)(routes.verify(badgeScanned(text)));
}
