import type { Handlers } from '../kit/serve';
import { agreeing } from './agree';
import { applying } from './apply';
import { badging, type Badges } from './badge';
import { finding } from './directory';
import { fileOf } from './file';
import { keeping } from './keeping';
import { saying } from './said';
import { serving } from './lists';

export { verify, type Badges } from './badge';
export { ownShop, toChange } from './file';
export { findShop, ownerOfShop, type Shop } from './queries';
export { isValid, stateOf } from './rules';
export { say } from './said';
export { createTokens } from './token';

/** 共建商户: from application to badge, the public list, the directory, and what residents say. */
export const merchants = (badges: Badges): Handlers['merchants'] => ({
  ...applying(badges),
  ...agreeing(badges),
  ...serving(badges),
  ...finding,
  ...badging(badges),
  ...keeping(badges),
  ...saying,
  file: ({ merchantId }, context) => fileOf(badges, merchantId, context),
});
