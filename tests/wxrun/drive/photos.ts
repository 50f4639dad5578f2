import sharp from 'sharp';
import { say as acts } from '../../../src/reports/staff/words';
import type { Phone } from './phone';

const photo = async (): Promise<string> => {
  const drawn = sharp({ create: { width: 80, height: 60, channels: 3, background: '#d9cbb4' } });
  return (await drawn.jpeg().toBuffer()).toString('base64');
};

/** Puts a picture into an open sheet of staff. */
export async function take(phone: Phone): Promise<void> {
  await phone.act('answer', 'chooseMedia', { pictures: [await photo()] });
  await phone.tap(acts.addPicture);
  await phone.see(acts.removePicture(1));
}
