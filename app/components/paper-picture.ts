/** Pixels across: a phone's album shows it sharp, and a printer too. */
const WIDTH = 1080;
const EDGE = 72;
/** Older phones draw no taller ones. */
const TALLEST = 3600;
/** Screen pixels of a phone's column, to which the sizes on the page relate. */
const COLUMN = 390;
const SCALE = WIDTH / COLUMN;
const LINE = 1.5;

/** One block of a paper as it stands on the page. */
interface Block {
  words: string;
  size: number;
  weight: string;
  rtl: boolean;
  centred: boolean;
  code?: SVGSVGElement;
}

const SKIPPED = 'button, form, nav, select, input, textarea, [hidden], .visually-hidden, .no-print, [data-no-paper]';
const isInline = (element: Element): boolean => {
  const { display } = getComputedStyle(element);
  return display.startsWith('inline') || display === 'contents';
};
const isSvg = (element: Element): element is SVGSVGElement => element.tagName.toLowerCase() === 'svg';
/** A code to scan; every other drawing on a page stands beside its words. */
const isCode = (element: Element): element is SVGSVGElement => isSvg(element) && element.getAttribute('role') === 'img' && element.viewBox.baseVal?.width > 16 && element.querySelector('path') !== null;
const isLeaf = (element: Element): boolean => Array.from(element.children).every((child) => (isInline(child) && !isSvg(child)) || child.matches(SKIPPED) || (isSvg(child) && !isCode(child)));

/** What is written within `root`, in order, without what can only be pressed. */
function blocksIn(root: Element): Block[] {
  if (root.matches(SKIPPED) || getComputedStyle(root).display === 'none') return [];
  // What is folded isn't on the paper; its heading is.
  if (root instanceof HTMLDetailsElement && !root.open) return Array.from(root.querySelectorAll(':scope > summary')).flatMap(blocksIn);
  if (isSvg(root)) return isCode(root) ? [{ words: '', size: 0, weight: '', rtl: false, centred: true, code: root }] : [];
  if (!isLeaf(root)) return Array.from(root.children).flatMap(blocksIn);
  const { fontSize, fontWeight, direction, textAlign } = getComputedStyle(root);
  const first = root.children.length === 1 && root.textContent?.trim() === root.children[0]?.textContent?.trim() ? root.children[0] : root;
  const inner = getComputedStyle(first ?? root);
  const look = { size: Math.max(Number.parseFloat(fontSize), Number.parseFloat(inner.fontSize)) * SCALE, weight: Number(inner.fontWeight) > Number(fontWeight) ? inner.fontWeight : fontWeight, rtl: direction === 'rtl', centred: textAlign === 'center' };
  const lines = ((root as HTMLElement).innerText ?? '').split('\n').map((line) => line.trim());
  return lines.filter(Boolean).map((words) => ({ words, ...look }));
}

/** Breaks at spaces, and inside of a word where a script writes none. */
function linesOf(context: CanvasRenderingContext2D, words: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const push = (piece: string) => {
    if (context.measureText(line + piece).width <= width || line === '') line += piece;
    else {
      lines.push(line.trim());
      line = piece.trimStart();
    }
  };
  for (const word of words.split(/(?<=\s)/)) {
    if (context.measureText(word).width <= width && !/[\u3400-\u9fff]/.test(word)) push(word);
    else for (const sign of word) push(sign);
  }
  if (line.trim()) lines.push(line.trim());
  return lines;
}

interface Drawn extends Block {
  lines: string[];
  height: number;
}
const CODE = 420;

function fontOf({ weight, size }: Pick<Block, 'weight' | 'size'>): string {
  return `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
}

function measured(context: CanvasRenderingContext2D, block: Block): Drawn {
  if (block.code) return { ...block, lines: [], height: CODE + 40 };
  context.font = fontOf(block);
  const lines = linesOf(context, block.words, WIDTH - 2 * EDGE);
  return { ...block, lines, height: lines.length * block.size * LINE + block.size * 0.35 };
}

function drawCode(context: CanvasRenderingContext2D, svg: SVGSVGElement, top: number): void {
  const { x, y, width } = svg.viewBox.baseVal;
  const paths = Array.from(svg.querySelectorAll('path'));
  context.save();
  context.translate((WIDTH - CODE) / 2, top);
  context.scale(CODE / width, CODE / width);
  context.translate(-x, -y);
  for (const path of paths) {
    const shape = new Path2D(path.getAttribute('d') ?? '');
    const [fill, stroke] = [path.getAttribute('fill'), path.getAttribute('stroke')];
    if (stroke) {
      context.strokeStyle = stroke;
      context.lineWidth = 1;
      context.stroke(shape);
    } else {
      context.fillStyle = fill ?? '#000';
      context.fill(shape);
    }
  }
  context.restore();
}

function drawBlock(context: CanvasRenderingContext2D, block: Drawn, top: number): void {
  if (block.code) return drawCode(context, block.code, top + 20);
  context.font = fontOf(block);
  context.fillStyle = '#000';
  context.textBaseline = 'alphabetic';
  context.direction = block.rtl ? 'rtl' : 'ltr';
  context.textAlign = block.centred ? 'center' : 'start';
  const x = block.centred ? WIDTH / 2 : block.rtl ? WIDTH - EDGE : EDGE;
  block.lines.forEach((line, at) => context.fillText(line, x, top + block.size * LINE * (at + 0.72)));
}

/** Blocks in pictures that a phone can still draw. */
function pagesOf(blocks: readonly Drawn[]): Drawn[][] {
  const pages: Drawn[][] = [[]];
  let height = 0;
  for (const block of blocks) {
    if (height > 0 && height + block.height > TALLEST - 2 * EDGE) {
      pages.push([]);
      height = 0;
    }
    pages.at(-1)?.push(block);
    height += block.height;
  }
  return pages;
}

/**
 * A paper on the page as pictures, drawn by the browser itself: it joins and turns Uyghur letters as on the page, and what is
 * secret goes nowhere (docs/decisions/0091). @returns PNGs as data addresses, which WeChat saves by a long press
 */
export async function picturesOf(root: HTMLElement): Promise<string[]> {
  await document.fonts?.ready;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return [];
  const blocks = blocksIn(root).map((block) => measured(context, block));
  return pagesOf(blocks)
    .filter((page) => page.length > 0)
    .map((page) => {
      canvas.width = WIDTH;
      canvas.height = Math.ceil(page.reduce((sum, { height }) => sum + height, 2 * EDGE));
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      let top = EDGE;
      for (const block of page) {
        drawBlock(context, block, top);
        top += block.height;
      }
      return canvas.toDataURL('image/png');
    });
}
