import { couponDrift } from './coupons';
import { figuresDrift } from './figures';
import { drift } from './credit/recount';
import { readConfig } from './kit/config';
import { booksDrift, openDatabase, orStop } from './start';

/** `npm run recount`: counts every counter again from its rows, tells each difference, and repairs none. */
async function run(): Promise<void> {
  const { db, close } = await openDatabase(readConfig(process.env));
  const found = (
    await Promise.all([drift(db), couponDrift(db), booksDrift(db), figuresDrift(db)]).finally(close)
  ).flat();
  if (found.length > 0) throw new Error(found.join('\n'));
  console.log('Every counter equals its rows.');
}

void orStop(run());
