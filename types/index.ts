import { codes } from './codes';
import type * as contractTypes from './contract';
import { coupons } from './coupons';
import { desk } from './desk';
import { diary } from './diary';
import { eggs } from './eggs';
import { figures } from './figures';
import { households } from './households';
import { merchants } from './merchants';
import { messages } from './messages';
import { notices } from './notices';
import { org } from './org';
import { reports } from './reports';
import { service } from './service';
import { session } from './session';
import { shares } from './shares';

/** The whole promise: `contract.notices.open` is served as `POST /1.1/functions/notices.open`. */
export const contract = {
  session,
  org,
  notices,
  eggs,
  shares,
  codes,
  merchants,
  coupons,
  service,
  reports,
  households,
  diary,
  desk,
  figures,
  messages,
};
export type Contract = typeof contract;

/** The contract as a client calls it. */
export type Call = contractTypes.Call<Contract>;

export * from './contract';
export type { RefusalCode } from './refusals';
