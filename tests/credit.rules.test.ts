import fc from 'fast-check';
import { createLane } from '../cloud/kit/lane';
import { createTurns } from '../cloud/kit/turns';
import { checkTicket, writeTicket, type Ticket } from '../cloud/credit/ticket';
import { Refusal } from '../cloud/kit/refuse';

const secret = Buffer.from('a secret of thirty-two bytes ....');
const opened = Date.UTC(2026, 9, 1, 2, 0, 0);
const DWELL_MS = 3_000;
const SIX_HOURS = 6 * 3_600_000;

const ticket: Ticket = {
  community: '230104009009',
  notice: '99310020030040050',
  open: '99310020030040051',
  person: '99310020030040052',
  openedAt: opened,
  card: 'Abcd_efgh-ijklmn',
  scene: 1044,
};

/** The refusal a check ends in, or `null` when the ticket is good. */
function refusalFor(shown: string, age = DWELL_MS, key = secret): string | null {
  try {
    checkTicket(key, shown, new Date(opened + age), DWELL_MS);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.refusal;
    throw error;
  }
}

describe('a read ticket', () => {
  const written = writeTicket(secret, ticket);

  test('says on the way back what it said on the way out, with and without a card and a scene', () => {
    const field = fc.stringMatching(/^[1-9]\d{0,17}$/);
    const tickets = fc.record({
      community: fc.stringMatching(/^\d{12}$/),
      notice: field,
      open: field,
      person: field,
      openedAt: fc.constant(opened),
      card: fc.option(fc.stringMatching(/^[\w-]{16}$/), { nil: undefined }),
      scene: fc.option(fc.nat(9999), { nil: undefined }),
    });
    fc.assert(
      fc.property(tickets, (t) => {
        const now = new Date(opened + DWELL_MS);
        expect(checkTicket(secret, writeTicket(secret, t), now, DWELL_MS)).toEqual(t);
      }),
    );
  });

  test('fits into what the contract lets a client send', () => {
    const long = '9'.repeat(18);
    const longest = { ...ticket, notice: long, open: long, person: long, scene: 9999 };
    expect(writeTicket(secret, longest).length).toBeLessThanOrEqual(400);
  });

  test.each([
    ['ripe to the millisecond', written, DWELL_MS, null],
    ['good to the last millisecond of six hours', written, SIX_HOURS, null],
    ['one millisecond too early', written, DWELL_MS - 1, 'ticket.early'],
    ['shown before it was written, by a clock set back', written, -1, 'ticket.early'],
    ['one millisecond too late', written, SIX_HOURS + 1, 'ticket.expired'],
    ['empty', '', DWELL_MS, 'ticket.forged'],
    ['a dot', '.', DWELL_MS, 'ticket.forged'],
    ['without its seal', written.split('.')[0] ?? '', DWELL_MS, 'ticket.forged'],
    ['with something after its seal', `${written}.`, DWELL_MS, 'ticket.forged'],
    ['with a space after it', `${written} `, DWELL_MS, 'ticket.forged'],
    ['with base64 padding', `${written}=`, DWELL_MS, 'ticket.forged'],
    ['forged and late: first of all it is forged', `x${written}`, SIX_HOURS + 1, 'ticket.forged'],
  ])('%s', (_, shown, age, refusal) => {
    expect(refusalFor(shown, age)).toBe(refusal);
  });

  test('altered in any single place, to any other character, is forged', () => {
    const place = fc.nat(written.length - 1);
    const letter = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('A', '_', '.', '='),
    );
    fc.assert(
      fc.property(place, letter, (i, c) => {
        fc.pre(written[i] !== c);
        expect(refusalFor(written.slice(0, i) + c + written.slice(i + 1))).toBe('ticket.forged');
      }),
      { numRuns: 1_000 },
    );
  });

  test('with any one bit turned over is forged, wherever the bit lies', () => {
    const bytes = Buffer.from(written, 'latin1');
    for (let i = 0; i < bytes.length; i++)
      for (let bit = 0; bit < 8; bit++) {
        const altered = Buffer.from(bytes);
        altered[i] = (altered[i] ?? 0) ^ (1 << bit);
        expect(refusalFor(altered.toString('latin1'))).toBe('ticket.forged');
      }
  });

  test('shortened or lengthened anywhere is forged', () => {
    for (let i = 0; i < written.length; i++) {
      expect(refusalFor(written.slice(0, i))).toBe('ticket.forged');
      expect(refusalFor(written.slice(0, i) + written.slice(i + 1))).toBe('ticket.forged');
      expect(refusalFor(`${written.slice(0, i)}A${written.slice(i)}`)).toBe('ticket.forged');
    }
  });

  test('of another cloud, sealed with another secret, is forged', () => {
    expect(refusalFor(written, DWELL_MS, Buffer.from('another secret'))).toBe('ticket.forged');
  });
});

describe('a lane', () => {
  /** A lane whose commits wait until the test lets them go. */
  function heldLane(commit: (items: number[]) => number[], most?: number, queueable?: number) {
    const batches: number[][] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((go) => (open = go));
    const send = createLane<number, number>(
      async (items) => {
        batches.push(items);
        await gate;
        return commit(items);
      },
      most,
      queueable,
    );
    return { batches, send, open };
  }
  const doubled = (items: number[]) => items.map((n) => n * 2);
  /** As the database fails: with an SQLSTATE. */
  const failure = (code: string) => Object.assign(new Error(`SQLSTATE ${code}`), { code });
  const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  test('takes a single caller at once, and whoever comes meanwhile together in the order they came', async () => {
    const { batches, send, open } = heldLane(doubled);
    const answers = upTo(10).map(send);
    expect(batches).toEqual([[1]]);
    open();
    expect(await Promise.all(answers)).toEqual(doubled(upTo(10)));
    expect(batches).toEqual([[1], [2, 3, 4, 5, 6, 7, 8, 9, 10]]);
  });

  test('never makes a batch larger than its limit', async () => {
    const { batches, send, open } = heldLane(doubled, 4);
    const answers = upTo(10).map(send);
    open();
    expect(await Promise.all(answers)).toEqual(doubled(upTo(10)));
    expect(batches).toEqual([[1], [2, 3, 4, 5], [6, 7, 8, 9], [10]]);
  });

  test('lets one poisoned row fail one caller, and everybody else is answered', async () => {
    const poisoned = (items: number[]) => {
      if (items.includes(7)) throw failure('22003');
      return doubled(items);
    };
    const { send, open } = heldLane(poisoned);
    const answers = upTo(20).map(send);
    open();
    const settled = await Promise.allSettled(answers);
    expect(settled.map((one, i) => (one.status === 'fulfilled' ? one.value : `failed ${i + 1}`))).toEqual(
      upTo(20).map((n) => (n === 7 ? 'failed 7' : n * 2)),
    );
  });

  test('fails everybody of a batch at once when the database is gone, and tries nothing again', async () => {
    const { batches, send, open } = heldLane(() => {
      throw failure('57P01');
    });
    const answers = upTo(17).map(send);
    open();
    const settled = await Promise.allSettled(answers);
    expect(settled.every((one) => one.status === 'rejected')).toBe(true);
    expect(batches.map((batch) => batch.length)).toEqual([1, 16]);
  });

  test('keeps working after a failure', async () => {
    const send = createLane<number, number>(async (items) => {
      if (items.includes(1)) throw new Error('one');
      return doubled(items);
    });
    await expect(send(1)).rejects.toThrow('one');
    expect(await send(2)).toBe(4);
  });

  test('tells callers beyond its queue that it is busy, and serves them when they come back', async () => {
    const { send, open } = heldLane(doubled, 512, 3);
    // The first is being committed, three wait, the fifth is one too many.
    const served = upTo(4).map(send);
    await expect(send(5)).rejects.toMatchObject({ refusal: 'busy' });
    open();
    expect(await Promise.all(served)).toEqual([2, 4, 6, 8]);
    expect(await send(5)).toBe(10);
  });

  test('takes turns with two batches of one size when as many ask again as were answered', async () => {
    const [callers, rounds] = [64, 20];
    const sizes: number[] = [];
    const send = createLane<number, number>(async (items) => {
      sizes.push(items.length);
      await new Promise((go) => setTimeout(go, 2));
      return doubled(items);
    });
    // One who comes first, and sixty-three while that one is being committed: taken whole, they would alternate for good.
    const asking = async (n: number) => {
      for (let i = 0; i < rounds; i++) await send(n);
    };
    await Promise.all(upTo(callers).map(asking));
    const settled = sizes.slice(4, -4);
    expect(Math.min(...settled)).toBeGreaterThanOrEqual(callers / 2 - 1);
    expect(Math.max(...settled)).toBeLessThanOrEqual(callers / 2 + 1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(callers * rounds);
  });

  test('commits one batch at a time, however many come', async () => {
    let running = 0;
    let most = 0;
    const send = createLane<number, number>(async (items) => {
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      return doubled(items);
    }, 3);
    expect(await Promise.all(upTo(100).map(send))).toEqual(doubled(upTo(100)));
    expect(most).toBe(1);
  });
});

describe('turns', () => {
  /** Work that goes on until it is let go. */
  const held = () => {
    let end = (): void => undefined;
    const over = new Promise<void>((done) => (end = done));
    return { over, end };
  };
  const failing = () => Promise.reject(new Error('this one'));

  test('of one key are taken one after the other in the order they came, and another key waits for none', async () => {
    const inTurn = createTurns(8);
    const { over, end } = held();
    const done: string[] = [];
    const first = inTurn('a', () => over.then(() => done.push('a1')));
    const others = ['a2', 'a3'].map((name) => inTurn('a', async () => done.push(name)));
    await inTurn('b', async () => done.push('b'));
    expect(done).toEqual(['b']);
    end();
    await Promise.all([first, ...others]);
    expect(done).toEqual(['b', 'a1', 'a2', 'a3']);
  });

  test('whoever comes when the first is over and the second under way waits for the second', async () => {
    const inTurn = createTurns(8);
    const [first, second] = [held(), held()];
    const done: string[] = [];
    const one = inTurn('a', () => first.over);
    const two = inTurn('a', () => second.over.then(() => done.push('second')));
    first.end();
    await one;
    const three = inTurn('a', async () => done.push('third'));
    await new Promise((next) => setImmediate(next));
    expect(done).toEqual([]);
    second.end();
    await Promise.all([two, three]);
    expect(done).toEqual(['second', 'third']);
  });

  test('a failure is its own caller’s, and whoever waits behind it is served', async () => {
    const inTurn = createTurns(8);
    const [first, second, third] = [inTurn('a', failing), inTurn('a', failing), inTurn('a', async () => 'served')];
    await expect(first).rejects.toThrow('this one');
    await expect(second).rejects.toThrow('this one');
    expect(await third).toBe('served');
  });

  test('past its most a key is busy and not counted; it is free again when they are over, however they ended', async () => {
    const inTurn = createTurns(2);
    for (let round = 0; round < 3; round++) {
      const { over, end } = held();
      const under = [inTurn('a', () => over), inTurn('a', failing).catch(() => 'failed')];
      for (let n = 0; n < 3; n++) await expect(inTurn('a', () => over)).rejects.toMatchObject({ refusal: 'busy' });
      expect(await inTurn('b', async () => 'served')).toBe('served');
      end();
      expect(await Promise.all(under)).toEqual([undefined, 'failed']);
    }
  });
});
