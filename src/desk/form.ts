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
  day: '',
  clock: '',
  note: '',
};

export const formOf = ({ place, kind, title, body, byline, phone, address, pictures }: Notice): Form => ({
  ...blank,
  place,
  kind,
  title,
  body,
  byline,
  phone: phone ?? '',
  address: address ?? '',
  pictures: pictures.map(({ id, url }) => ({ id, url })),
});
