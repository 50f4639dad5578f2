import { printStickers, stopPrinting, type Sticker } from '../cloud/print';
import { codeOn, DOTS_PER_MM, fontsIn, pagesOf, painted, show, sizesIn, type Page } from './kit/paper';

const sticker = (changes: Partial<Sticker> = {}): Sticker => ({
  name: '老周面馆',
  address: '哈尔滨市道外区东原街道江畔路18号',
  community: '江畔社区',
  above: '哈尔滨市 道外区 东原街道',
  from: '2026-10-01',
  until: '2027-09-30',
  url: 'https://jiamenkou.example.cn/b/k3v9xq2m7rt5w8zc4hn6pd1sfbya',
  ...changes,
});

const onePage = async (changes: Partial<Sticker> = {}): Promise<Page> => {
  const [page, ...more] = await pagesOf(await printStickers([sticker(changes)]));
  expect(more.length).toBe(0);
  return page!;
};

/** Thirty characters, some of which few fonts have. */
const LONG = '哈尔滨市道外区江畔老街坊鑫犇堃喆燊手工面食加工坊东原街总店铺';

afterAll(stopPrinting);

describe('a sticker', () => {
  let pdf: Buffer;
  let page: Page;
  beforeAll(async () => {
    pdf = await printStickers([sticker()]);
    [page] = (await pagesOf(pdf)) as [Page];
    await show(page, 'plain');
    await show(page, 'black and white', true);
  });

  test('is one A5 page at true size', () => {
    const [[width, height] = [], ...more] = sizesIn(pdf);
    expect(more).toEqual([]);
    expect(Math.abs(width! - 148)).toBeLessThan(0.5);
    expect(Math.abs(height! - 210)).toBeLessThan(0.5);
  });

  test('is drawn with type and lines alone, and brings all its type along', () => {
    expect([...page.kinds].sort()).toEqual(['path', 'text']);
    expect(pdf.toString('latin1')).not.toContain('/Subtype /Image');
    const fonts = fontsIn(pdf);
    expect(fonts.length).toBe(2);
    // Six letters and a plus sign: it holds only the characters in use.
    for (const { name, isEmbedded } of fonts)
      expect([name, isEmbedded]).toEqual([expect.stringMatching(/^[A-Z]{6}\+Jiamenkou/), true]);
  });

  test('says which shop, where, of which community and until when, in text that can be copied', () => {
    for (const said of ['家门口', '社区共建商户', '老周面馆', '江畔路18号', '江畔社区', '哈尔滨市道外区东原街道'])
      expect(page.text).toContain(said);
    expect(page.text).toContain('有效期2026年10月1日至2027年9月30日');
    expect(page.text).toContain('用微信或手机相机扫一扫，看这家店是不是真的共建商户。');
    expect(page.text).toContain(`扫开的网址以${sticker().url.replace(/[^/]*$/, '')}开头`);
    expect(page.text).toContain('核对店名、地址和门口照片。贴在别家门上的，不作数。');
  });

  test('carries a code that a phone reads, at least five centimetres wide with four modules of white around it', () => {
    const { says, version, x, y, side } = codeOn(page)!;
    expect(says).toBe(sticker().url);
    expect(side / DOTS_PER_MM).toBeGreaterThan(50);
    const around = (dots: number): number[] => [x - dots, y - dots, side + 2 * dots, side + 2 * dots];
    const module = side / (17 + 4 * version);
    // With the code itself painted over, nothing is left but white.
    expect(darkest(painted(page, around(module / 3), 255), around(4 * module))).toBe(255);
    expect(darkest(painted(page, around(module / 3), 255), around(6 * module))).toBeLessThan(255);
  });

  test.each([
    ['white', 255],
    ['black', 0],
  ])('is still read with a tenth of its code scratched %s', async (name, shade) => {
    const { x, y, side } = codeOn(page)!;
    const across = [x + 0.25 * side, y + 0.55 * side, 0.7 * side, 0.07 * side];
    const down = [x + 0.6 * side, y + 0.3 * side, 0.08 * side, 0.65 * side];
    const scratched = painted(painted(page, across, shade), down, shade);
    await show(scratched, `scratched ${name}`);
    expect(codeOn(scratched)?.says).toBe(sticker().url);
  });

  test('is the same to the byte when it is printed again, by another thread, after others', async () => {
    await stopPrinting();
    await printStickers([sticker({ name: LONG })]);
    expect((await printStickers([sticker()])).equals(pdf)).toBe(true);
  });
});

test('a street is printed at once, each door with its own code', async () => {
  const doors = ['一', '二', '三'].map((number) =>
    sticker({ name: `江畔${number}店`, url: `https://jiamenkou.example.cn/b/${number.codePointAt(0)}` }),
  );
  const pages = await pagesOf(await printStickers(doors));
  expect(pages.map((page) => codeOn(page)?.says)).toEqual(doors.map(({ url }) => url));
  pages.forEach(({ text }, at) => expect(text).toContain(doors[at]!.name));
});

describe('a name', () => {
  test('is large, whole and within the frame, whether short or long', async () => {
    const leastPoints: Record<string, number> = {
      粥: 60,
      老周: 60,
      街角修鞋配钥匙: 40,
      '老周面馆（东原街店）': 30,
      '7-Eleven 便利店（江畔店）': 30,
      [LONG]: 25,
    };
    const names = Object.keys(leastPoints);
    const pages = await pagesOf(await printStickers(names.map((name) => sticker({ name }))));
    expect(pages.length).toBe(names.length);
    for (const [at, name] of names.entries()) {
      const page = pages[at]!;
      await show(page, `name ${name.length}`);
      expect(page.text).toContain(name.replaceAll(' ', ''));
      expect(marginsAreClean(page)).toBe(true);
      expect(heightOfName(page)).toBeGreaterThan(leastPoints[name]! * 0.62);
    }
    expect(codeOn(pages.at(-1)!)?.says).toBe(sticker().url);
  });

  /** What somebody may write, and what is read then where that is worth saying. */
  const hostile: Record<string, [written: string, read?: string]> = {
    markup: ['#set page(width: 1mm) $x^2$ *粗* _斜_ @a <b> ~ `c`', '#setpage(width:1mm)$x^2$*粗*_斜_@a<b>~`c`'],
    quotes: ['"引" \'号\' \\ \\u{41} {{x}} // 注', '"引"\'号\'\\\\u{41}{{x}}//注'],
    'an end of the data': ['"}]} #panic("x") ${1+1} </script>', '"}]}#panic("x")${1+1}</script>'],
    emoji: ['老周👨‍👩‍👧‍👦面馆❤️', '老周〓面馆〓'],
    'another script': ['ไทย مطعم'],
    'turned direction': ['老周\u202e馆面\u200f\u2066', '老周馆面'],
    'combining marks': ['Cafe\u0301 咖啡', 'Café咖啡'],
    'half a character': ['老\ud83d周', '老周'],
    'control characters': ['老\u0000周\n面\t馆', '老周面馆'],
    'one very long word': [`${'Donaudampfschiff'.repeat(6)}店`],
    'no end': ['长'.repeat(300), '长长长'],
    nothing: [''],
    'punctuation alone': ['（）。。——！！', '（）。。——！！'],
    'type that is missing': ['老\u{2A6D6}店', '老〓店'],
  };

  test('is set as text and stays on its page, whatever somebody writes', async () => {
    const all = Object.entries(hostile);
    const doors = all.map(([, [name]]) => sticker({ name, address: name, community: name, above: name }));
    const pages = await pagesOf(await printStickers(doors));
    expect(pages.length).toBe(all.length);
    for (const [at, [name, [, read = '']]] of all.entries()) {
      const page = pages[at]!;
      await show(page, `hostile ${name}`);
      expect([name, page.text]).toEqual([name, expect.stringContaining(read)]);
      expect([name, marginsAreClean(page)]).toEqual([name, true]);
    }
    expect(codeOn(pages[0]!)?.says).toBe(sticker().url);
  });

  test('keeps its rare characters', async () => {
    expect((await onePage({ name: '犇堃喆燊䶮𬭼' })).text).toContain('犇堃喆燊䶮𬭼');
  });
});

test('long places and addresses stay on the page', async () => {
  const page = await onePage({
    community: '东风镇新建第二居民委员会筹备社区',
    above: '新疆维吾尔自治区 巴音郭楞蒙古自治州 和静县 巴音布鲁克镇',
    address:
      '新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇东风路与团结街交叉口向北二百米路西第三商业楼一层104号门市（老粮站院内）',
  });
  await show(page, 'long address');
  expect(page.text).toContain('东风镇新建第二居民委员会筹备社区');
  expect(page.text).toContain('104号门市（老粮站院内）');
  expect(codeOn(page)?.says).toBe(sticker().url);
  expect(marginsAreClean(page)).toBe(true);
});

describe('the printing thread', () => {
  test('gives each of two who ask at once their own', async () => {
    const names = ['老周', '老吴'];
    const printed = await Promise.all(names.map((name) => printStickers([sticker({ name })])));
    const pages = await Promise.all(printed.map(pagesOf));
    pages.forEach(([page], at) => expect(page!.text).toContain(names[at]));
  });

  test('tells whoever waits when it ends, and is there again for the next', async () => {
    const lost = expect(printStickers([sticker()])).rejects.toThrow('thread ended');
    await stopPrinting();
    await lost;
    expect((await onePage()).text).toContain('老周面馆');
  });

  test('refuses an address that fits no code, and goes on', async () => {
    await expect(printStickers([sticker({ url: 'x'.repeat(5000) })])).rejects.toThrow('Printing failed');
    expect((await onePage()).text).toContain('老周面馆');
  });

  test('leaves the program free to answer others', async () => {
    let beats = 0;
    const heart = setInterval(() => beats++, 5);
    await printStickers(Array.from({ length: 60 }, () => sticker()));
    clearInterval(heart);
    // Set where the others are answered, it would have let none through, or one between two pages at best.
    expect(beats).toBeGreaterThan(60);
  });
});

/** The darkest dot of an area, 0 to 255. */
function darkest({ dots, width }: Page, [x, y, wide, high]: number[]): number {
  let least = 255;
  for (let row = Math.round(y!); row < Math.round(y! + high!); row++)
    for (let at = (row * width + Math.round(x!)) * 4; at < (row * width + Math.round(x! + wide!)) * 4; at += 4)
      least = Math.min(least, dots[at]!, dots[at + 1]!, dots[at + 2]!);
  return least;
}

const mm = (...sides: number[]): number[] => sides.map((one) => one * DOTS_PER_MM);

/** Nothing between the type and the frame, nor outside of it. */
const marginsAreClean = (page: Page): boolean =>
  [
    mm(7, 7, 5.5, 196),
    mm(135.5, 7, 5.5, 196),
    mm(7, 7, 134, 4),
    mm(7, 199, 134, 4),
    mm(0, 0, 148, 5),
    mm(0, 205, 148, 4),
  ].every((area) => darkest(page, area) > 250);

/** How high the first line of the name is, in points, from the top of its ink to the bottom. */
function heightOfName(page: Page): number {
  const isInk = (row: number): boolean => darkest(page, [...mm(13), row, ...mm(122), 1]) < 128;
  let top = Math.round(48 * DOTS_PER_MM);
  while (!isInk(top)) top++;
  let end = top;
  while (isInk(end)) end++;
  return ((end - top) / DOTS_PER_MM / 25.4) * 72;
}
