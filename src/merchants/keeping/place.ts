import { useEffect, useState } from 'react';
import { call } from '../../kit/call';
import { session } from '../../kit/session';

/** The name of a place that is only known by its code; null until it is known. For an observer. */
export function usePlace(code: string | undefined): string | null {
  const [found, setFound] = useState<{ code: string; name: string } | null>(null);
  const { me, place } = session;
  const known = [...(me?.roles.map((one) => one.place) ?? []), ...(me?.desk ?? []), ...(place ? [place] : [])];
  const here = known.find((one) => one.code === code) ?? (found?.code === code ? found : null);
  const isAsked = code !== undefined && me !== null && !here;
  useEffect(() => {
    if (!isAsked) return;
    // A name is a convenience: without it the page says the same with less.
    void call.org.find({ code }).then(
      ({ places }) => setFound(places.find((one) => one.code === code) ?? null),
      () => undefined,
    );
  }, [isAsked, code]);
  return here?.name ?? null;
}
