import type { Seal } from '../kit/seal';
import type { Handlers } from '../kit/serve';
import { seeing } from './boards';
import { claiming } from './claims';
import { importing } from './import';
import { living } from './living';
import { keeping } from './register';

/** Who knows of what everyone must know, and who lives where as far as that takes. */
export const households = (seal: Seal): Handlers['households'] => ({
  ...living,
  ...claiming,
  ...keeping(seal),
  ...importing(seal),
  ...seeing(seal),
});
