import sharp, { type Sharp } from 'sharp';
import { limits } from '../../types/limits';
import type { Picture } from '../../types/notices';
import type { Db } from '../kit/database';
import { hashOf, newId, randomName } from '../kit/ids';
import { refuse } from '../kit/refuse';
import type { StoredPicture } from '../kit/tables';
import { cardNameOf, nameOf } from './names';
import type { Storage } from './storage';

export { dropOrphans, dropRefused, dropThrown, throwAway } from './drop';
export { createPapers, type Papers } from './papers';
export { folderStorage, type Storage } from './storage';
export { isForEveryone, picturesOf, privatePicturesOf } from './take';

/** The longest side of a stored picture, in pixels: enough for a phone, and small enough for one on mobile data. */
const LONGEST = 1600;
/** Share cards are 5:4. */
const CARD = { width: 500, height: 400 };
/** A picture may hold this many pixels before it is decoded: a phone's 50 megapixels pass, a decompression bomb does not. */
const MOST_PIXELS = 80_000_000;
const TOKEN_LIFE_MS = 3_600_000;
const DAY_MS = 86_400_000;

export interface Upload {
  id: string;
  key: string;
  token: string;
}

/**
 * Promises a place for one picture. The token is good once, for an hour, and only its hash is kept.
 * @param isPrivate whether it is for its owner alone, until something that others read takes it up
 * @throws Refusal `file.tooMany`
 */
export async function beginUpload(db: Db, owner: string, isPrivate: boolean, now: Date): Promise<Upload> {
  const { begun } = await db
    .selectFrom('file')
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('begun'))
    .where('owner_id', '=', owner)
    .where('created_at', '>', new Date(now.getTime() - DAY_MS))
    .executeTakeFirstOrThrow();
  if (begun >= limits.uploadsADay) refuse('file.tooMany');
  const upload = { id: newId(now), key: randomName(16), token: randomName(24) };
  await db
    .insertInto('file')
    .values({
      ...{ id: upload.id, owner_id: owner, key: upload.key, token_hash: hashOf(upload.token), created_at: now },
      ...(isPrivate && { verdict: 'private' }),
    })
    .execute();
  return upload;
}

/**
 * Takes the bytes. What counts is what they decode to, never their name or declared type; they are stored re-encoded as
 * JPEG, upright, and without the place and phone that a camera writes into them.
 * @param toCheck whether WeChat has to look at it before it may be shown; at a private one it looks once that is taken up
 * @throws Refusal `file.token`, `file.tooLarge`, `file.notPicture`
 */
export async function finishUpload(
  db: Db,
  storage: Storage,
  { token, bytes, toCheck }: { token: string; bytes: Buffer; toCheck: boolean },
  now: Date,
): Promise<void> {
  const file = await db
    .selectFrom('file')
    .select(['id', 'key', 'verdict'])
    .where('token_hash', '=', hashOf(token))
    .where('stored_at', 'is', null)
    .where('created_at', '>', new Date(now.getTime() - TOKEN_LIFE_MS))
    .executeTakeFirst();
  if (!file) return refuse('file.token');
  if (bytes.length > limits.pictureBytes) refuse('file.tooLarge');

  const picture = await decode(bytes);
  const whole = await picture
    .clone()
    .resize(LONGEST, LONGEST, { fit: 'inside', withoutEnlargement: true })
    .jpeg()
    .toBuffer({
      resolveWithObject: true,
    });
  await storage.put(nameOf(file.key), whole.data);
  await storage.put(
    cardNameOf(file.key),
    await picture
      .clone()
      .resize({ ...CARD, fit: 'cover' })
      .jpeg()
      .toBuffer(),
  );
  const { numUpdatedRows } = await db
    .updateTable('file')
    .set({
      width: whole.info.width,
      height: whole.info.height,
      stored_at: now,
      verdict: file.verdict === 'private' ? 'private' : toCheck ? 'waiting' : 'pass',
    })
    .where('id', '=', file.id)
    .where('stored_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) refuse('file.token');
}

/** Formats a camera or a screenshot makes. SVG decodes too, but it is a program and not a photograph. */
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif'];

async function decode(bytes: Buffer): Promise<Sharp> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' });
    const { format } = await picture.metadata();
    if (!FORMATS.includes(format)) return refuse('file.notPicture');
    // Decoding to the end finds a broken picture now and not on somebody's phone.
    return sharp(await picture.rotate().flatten({ background: '#fffdf9' }).jpeg({ quality: 88 }).toBuffer());
  } catch {
    return refuse('file.notPicture');
  }
}

/** What WeChat has said of these pictures: the worst it said of one. */
export async function verdictOf(db: Db, ids: readonly string[]): Promise<'pass' | 'waiting' | 'review' | 'risky'> {
  if (ids.length === 0) return 'pass';
  const files = await db
    .selectFrom('file')
    .select('verdict')
    .where('id', 'in', [...ids])
    .execute();
  const worst = (['risky', 'waiting', 'review'] as const).find((one) => files.some(({ verdict }) => verdict === one));
  return worst ?? 'pass';
}

export const pictureUrl = (origin: string, key: string): string => `${origin}/pictures/${nameOf(key)}`;
export const cardPictureUrl = (origin: string, key: string): string => `${origin}/pictures/${cardNameOf(key)}`;

export const pictureView = (origin: string, { id, key, width, height }: StoredPicture): Picture => ({
  id,
  url: pictureUrl(origin, key),
  width,
  height,
});
