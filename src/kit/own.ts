import type { Keep } from './keep';

const listOf = (owner: string) => `own@${owner}`;

/**
 * What a person leaves on a phone that others use as well: under their id, so that nobody else sees it or sends it. What somebody
 * wrote before they signed in becomes theirs as soon as they are known; what they had begun earlier comes back after it.
 */
export function keepFor(keep: Keep, owner: string | null): Keep {
  if (owner === null) return keep;
  const mine = (key: string) => `${key}@${owner}`;
  const listed = () => keep.get<string[]>(listOf(owner)) ?? [];
  const known = new Set(listed());
  const list = (key: string) => {
    if (known.has(key)) return;
    known.add(key);
    keep.set(listOf(owner), [...new Set([...listed(), key])]);
  };
  const set = (key: string, value: unknown) => {
    list(key);
    keep.set(mine(key), value);
  };
  const move = (from: string, to: string) => {
    set(to, keep.get(from));
    keep.drop(from);
  };
  return {
    get<T>(key: string) {
      const earlier = `${key}.earlier`;
      const [has, hasEarlier] = [keep.get(mine(key)) !== null, keep.get(mine(earlier)) !== null];
      if (keep.get(key) !== null && !(has && hasEarlier)) {
        if (has) move(mine(key), earlier);
        move(key, key);
      } else if (!has && hasEarlier) move(mine(earlier), key);
      return keep.get<T>(mine(key));
    },
    set,
    drop(key) {
      known.delete(key);
      keep.drop(mine(key));
      keep.set(
        listOf(owner),
        listed().filter((one) => one !== key),
      );
    },
  };
}

interface Pictured {
  form?: { shots?: readonly { path: string }[] };
}

/** Somebody is gone for good: nothing of what they wrote and photographed stays on this phone. */
export function forgetOwn(keep: Keep, owner: string, dropPicture: (path: string) => void): void {
  for (const key of keep.get<string[]>(listOf(owner)) ?? []) {
    const kept = keep.get<Pictured>(`${key}@${owner}`);
    for (const { path } of kept?.form?.shots ?? []) dropPicture(path);
    keep.drop(`${key}@${owner}`);
  }
  keep.drop(listOf(owner));
}
