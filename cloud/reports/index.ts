import type { Handlers } from '../kit/serve';
import { answering } from './answer';
import { closing } from './close';
import { comments } from './comments';
import { looking } from './desk';
import { filing } from './file';
import { showing } from './shown';
import { exporting } from './table';
import type { Keys } from './views';
import { whistling } from './whistle';

export { askAgain } from './again';
export { ownerOfReport } from './queries';
export { tellStaff } from './work';
export { createTables, tableOf, type Tables } from './table';

/** 随手拍: what residents raise, how it is answered, whom a whistle calls, and how it ends. */
export const reports = (keys: Keys): Handlers['reports'] => ({
  ...filing(keys),
  ...looking(keys),
  ...answering(keys),
  ...whistling(keys),
  ...closing(keys),
  ...showing(keys),
  comments,
  export: exporting(keys.tables),
});
