import type { Kind, Notice } from '../../types/notices';
import type { Place } from '../../types/org';

/** A notice as it is written: every field a string of its own, however empty. */
export interface Form {
  place: Place | null;
  kind: Kind;
  title: string;
  body: string;
  byline: string;
  phone: string;
  address: string;
  pictures: { id: string; url: string }[];
  /** 须知晓 */
  mustKnow: boolean;
  /** Both empty: at once. */
  day: string;
  clock: string;
  /** What a correction corrects. */
  note: string;
}

export const blank: Form = {
  place: null,
  kind: 'notice',
  title: '',
  body: '',
  byline: '',
  phone: '',
  address: '',
  pictures: [],
  mustKnow: false,
  day: '',
  clock: '',
  note: '',
};

export const formOf = ({ place, kind, title, body, byline, phone, address, pictures, mustKnow }: Notice): Form => ({
  ...blank,
  place,
  kind,
  title,
  body,
  byline,
  phone: phone ?? '',
  address: address ?? '',
  pictures: pictures.map(({ id, url }) => ({ id, url })),
  mustKnow,
});

/** What of it the cloud is told. Empty fields are left out: the contract knows absent ones, not blank ones. */
export const contentOf = ({ kind, title, body, byline, phone, address, pictures, mustKnow }: Form) => ({
  kind,
  title: title.trim(),
  body: body.trim(),
  ...(byline.trim() && { byline: byline.trim() }),
  ...(phone.trim() && { phone: phone.trim() }),
  ...(address.trim() && { address: address.trim() }),
  pictures: pictures.map(({ id }) => id),
  mustKnow,
});
