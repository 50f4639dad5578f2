import { makeAutoObservable } from 'mobx';
import { newId } from './id';
import { Loaded } from './loaded';

interface File {
  id: string;
  url: string;
}
/** A photograph on its way: where it lies on this phone, if it does, and what the cloud made of it once it is there. */
export interface Shot {
  key: string;
  path: string;
  file: File | null;
}
export interface Album {
  keepPicture(path: string): Promise<string>;
  dropPicture(path: string): void;
}

/** A browser forgets where a picture was as soon as its page is closed. */
const isLost = ({ path, file }: Shot): boolean => !file && path.startsWith('blob:');

/**
 * Photographs that somebody adds to what they write. They lie on the phone at once, network or not, and go to the cloud as soon as
 * it is reached; what is sent names those that are there.
 */
export class Shots {
  /** The last one that was to go to the cloud by itself; that it did not get there is said only when it matters. */
  readonly moving = new Loaded<null>();
  /** Some that were taken earlier are no longer on this phone. */
  hasLost = false;
  private moves: Promise<void> = Promise.resolve();

  constructor(
    private readonly read: () => readonly Shot[],
    private readonly write: (shots: readonly Shot[]) => void,
    private readonly upload: (path: string) => Promise<File>,
    private readonly album: Album,
  ) {
    makeAutoObservable<this, 'read' | 'write' | 'upload' | 'album' | 'moves'>(this, {
      read: false,
      write: false,
      upload: false,
      album: false,
      moves: false,
    });
  }

  get all(): readonly Shot[] {
    return this.read();
  }

  /** What was taken before the program was started again. */
  begin(): void {
    const there = this.all.filter((shot) => !isLost(shot));
    this.hasLost = there.length < this.all.length;
    if (this.hasLost) this.write(there);
  }

  async add(paths: readonly string[]): Promise<void> {
    for (const picked of paths) {
      const path = await this.album.keepPicture(picked);
      this.write([...this.all, { key: newId(), path, file: null }]);
    }
    await this.moving.from(async () => {
      await this.move();
      return null;
    });
  }

  remove(key: string): void {
    const shot = this.all.find((one) => one.key === key);
    if (shot?.path) this.album.dropPicture(shot.path);
    this.write(this.all.filter((one) => one.key !== key));
  }

  /** The ids of all of them, once they are all in the cloud. Rejects with a `Failure`. */
  async settle(): Promise<string[]> {
    await this.move();
    return this.all.flatMap(({ file }) => (file ? [file.id] : []));
  }

  /** The cloud does not know them any more, or they are somebody else's: from the phone once more. */
  again(): void {
    this.write(this.all.map((shot) => ({ ...shot, file: null })));
  }

  /** What they belong to has arrived. */
  forget(): void {
    for (const { path } of this.all) if (path) this.album.dropPicture(path);
  }

  /** One after another, so that none goes twice. */
  private move(): Promise<void> {
    this.moves = this.moves.then(
      () => this.moveAll(),
      () => this.moveAll(),
    );
    return this.moves;
  }

  private async moveAll(): Promise<void> {
    for (const { key, path } of this.all.filter(({ file }) => !file)) {
      const { id, url } = await this.upload(path);
      this.write(this.all.map((shot) => (shot.key === key ? { ...shot, file: { id, url } } : shot)));
    }
  }
}
