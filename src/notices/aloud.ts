import { makeAutoObservable } from 'mobx';
import type { Voice } from '../kit/voice';

/** WeChat's speech takes at most 1,000 bytes at once, which are some 330 characters of Chinese. */
const MOST = 300;
/** A breath takes less than two minutes: a voice that has not ended by then will not. */
const LONGEST_MS = 180_000;

/**
 * A text in pieces that a voice takes in one breath: whole sentences where they fit, else cut at a comma, else anywhere. No word is
 * left out and none is said twice.
 */
export function breathsOf(text: string): string[] {
  const pieces = text.match(/[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+/g) ?? [];
  const breaths: string[] = [];
  let now = '';
  for (const piece of pieces.flatMap(shortened)) {
    if (now && now.length + piece.length > MOST) {
      breaths.push(now);
      now = '';
    }
    now += piece;
  }
  return [...breaths, now].map((breath) => breath.trim()).filter((breath) => /[\p{L}\p{N}]/u.test(breath));
}

function shortened(piece: string): string[] {
  if (piece.length <= MOST) return [piece];
  const comma = piece.lastIndexOf('，', MOST - 1);
  // Never between the two halves of one character.
  const cut = comma > 0 ? comma + 1 : MOST - (/[\ud800-\udbff]/.test(piece[MOST - 1] ?? '') ? 1 : 0);
  return [piece.slice(0, cut), ...shortened(piece.slice(cut))];
}

function inTime<T>(saying: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, fail) => (timer = setTimeout(() => fail(new Error('late')), LONGEST_MS)));
  return Promise.race([saying, late]).finally(() => clearTimeout(timer));
}

/** Reading a notice aloud: begun and stopped by a person, and stopped when they leave. */
export class Aloud {
  speaking = false;
  /** It could not be said: the page offers the words and the telephone instead. */
  failed = false;
  private turn = 0;

  constructor(private readonly voice: Voice | null) {
    makeAutoObservable<this, 'voice' | 'turn'>(this, { voice: false, turn: false });
  }

  get isOffered(): boolean {
    return this.voice !== null;
  }

  async start(text: string): Promise<void> {
    if (!this.voice || this.speaking) return;
    const turn = ++this.turn;
    this.set(true, false);
    try {
      for (const breath of breathsOf(text)) {
        const isSaid = await inTime(this.voice.speak(breath));
        // Stopped meanwhile, and perhaps begun anew.
        if (turn !== this.turn) return;
        if (!isSaid) break;
      }
      this.set(false, false);
    } catch {
      if (turn !== this.turn) return;
      this.set(false, true);
      this.voice.stop();
    }
  }

  stop(): void {
    if (!this.speaking) return;
    this.turn++;
    this.set(false, false);
    this.voice?.stop();
  }

  private set(speaking: boolean, failed: boolean): void {
    this.speaking = speaking;
    this.failed = failed;
  }
}
