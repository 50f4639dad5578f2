import * as v from 'valibot';
import { errand } from './contract';
import { communityCode, id } from './fields';
import { publishers } from './org';

/** Where a printed code hangs; scans tell them apart. 门口, 社区办公室, 报纸 */
export const codePlaces = ['door', 'office', 'newspaper'] as const;
export type CodePlace = (typeof codePlaces)[number];

const code = v.object({
  /** A picture of the code, to be printed: it stays good for ever. */
  url: v.string(),
});

/** Mini-program codes (小程序码). WeChat draws each once; after that it is a file of ours. */
export const codes = {
  /** The code that opens a community: at its doors, in its office. */
  community: errand({
    who: { roles: publishers, at: 'node' },
    input: v.strictObject({ communityCode, at: v.picklist(['door', 'office'], '请选贴在哪里') }),
    output: code,
  }),

  /** The code that opens a published notice, beside it in the newspaper or on the door. */
  notice: errand({
    who: { roles: publishers, at: 'notice' },
    input: v.strictObject({ noticeId: id, at: v.picklist(codePlaces, '请选放在哪里') }),
    output: code,
  }),
};
