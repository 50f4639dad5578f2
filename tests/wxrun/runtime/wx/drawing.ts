import { elementOf } from '../events';
import type { Pages } from '../pages';
import { ask, Refused, tell, type Options } from './calls';
import { files } from './files';
import type { Privacy } from './privacy';

/** What is drawn and kept: canvases by selector query, their pictures as temporary files, and the person's album. */
export interface Drawing {
  members: Options;
  /** The pictures that were put into the album: base64. */
  album(): string[];
  /** How much of a canvas has something on it, from 0 to 1; null while it is not there. */
  inked(selector: string): number | null;
}

/** jsdom has the element and no way to draw on it. */
const isDrawable = !navigator.userAgent.includes('jsdom');
type Found = Record<string, unknown> | null;

/** A page's query meets no node of a component of its own: what is nested deeper than Taro's templates is not found. */
function canvasNamed(pages: Pages, selector: string): HTMLElement | null {
  if (!selector.startsWith('#')) throw new Error(`this runtime looks for a canvas by its id, not by ${selector}`);
  const canvases = [...pages.view().querySelectorAll<HTMLElement>('wx-canvas')];
  const isIt = (one: HTMLElement): boolean => {
    const node = elementOf(one);
    return node?.id === selector.slice(1) && node.ownerShadowRoot?.getHostNode().is === pages.current().is;
  };
  return canvases.find(isIt) ?? null;
}

export function drawingOf(pages: () => Pages, privacy: Privacy, albumAnswer: () => Options | undefined): Drawing {
  const kept: string[] = [];
  let drawn = 0;

  function createSelectorQuery() {
    const wanted: (() => Found)[] = [];
    const query = {
      select: (selector: string) => ({
        fields: (fields: { node?: boolean; size?: boolean }) => {
          wanted.push(() => {
            const element = canvasNamed(pages(), selector);
            if (!element) return null;
            const { width, height } = element.getBoundingClientRect();
            return {
              ...(fields.size && { width, height }),
              ...(fields.node && { node: isDrawable ? element.querySelector('canvas') : null }),
            };
          });
          return query;
        },
      }),
      exec: (told: (all: Found[]) => void) => void setTimeout(() => told(wanted.map((look) => look()))),
    };
    return query;
  }

  function inked(selector: string): number | null {
    const canvas = canvasNamed(pages(), selector)?.querySelector('canvas');
    const data = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return data ? data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4) : null;
  }

  return {
    inked,
    album: () => kept,
    members: {
      createSelectorQuery: tell('createSelectorQuery', createSelectorQuery),
      canvasToTempFilePath: ask('canvasToTempFilePath', ({ canvas, fileType }) => {
        if (!(canvas instanceof HTMLCanvasElement)) throw new Refused('invalid canvas');
        if (fileType !== 'png') throw new Refused('this runtime makes png alone');
        const tempFilePath = `wxfile://tmp_canvas_${++drawn}.png`;
        files.set(tempFilePath, canvas.toDataURL('image/png').replace(/^.*,/, ''));
        return { tempFilePath };
      }),
      /** The person agrees, unless the test said what they answer. */
      saveImageToPhotosAlbum: ask('saveImageToPhotosAlbum', async ({ filePath }) => {
        await privacy.pass('saveImageToPhotosAlbum');
        const picture = files.get(filePath as string);
        if (picture === undefined) throw new Refused('file not exists');
        const answer = albumAnswer();
        if (typeof answer?.fail === 'string') throw new Refused(answer.fail);
        kept.push(picture);
      }),
    },
  };
}
