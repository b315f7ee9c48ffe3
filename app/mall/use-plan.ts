import { useNavigate, useSearchParams } from '@remix-run/react';
import { type FocusEvent, type KeyboardEvent, type MouseEvent, type PointerEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { LABEL_SIZES } from './label-sizes.ts';
import { dragging, pinching } from './plan-gestures.ts';
import { shortNumber } from './short-number.ts';
import { boundsOfPath, isArrow, neighbourOf, placeAt, type UnitPlace } from './unit-places.ts';

const LEAST = 1;
/** As near as a booth of four metres fills a phone. Drawing units (5 cm) to a px. */
const NEAREST = 0.25;
/** Numbers smaller than this on the screen are left out. Px. */
const READABLE = 9;
/** Height of a grid's number on its plate, in drawing units. */
const PLATE_TEXT = 40;

/** What the plan shows of a booth at once, before the server has said anything about it. */
export interface Tapped {
  unit: string;
  d: string;
  text: string;
  x: number;
  y: number;
}

const UNITS = 'a[data-u]';
const linkOf = (target: EventTarget): SVGAElement | null => (target as Element).closest<SVGAElement>(UNITS);
const shapeOf = (link: SVGAElement | undefined): SVGPathElement | null => link?.querySelector('path') ?? null;
const outlineOf = (link: SVGAElement | undefined): string => shapeOf(link)?.getAttribute('d') ?? '';

function tappedOf(link: SVGAElement): Tapped {
  const [x = 0, y = 0] = (link.dataset.at ?? '').split(',').map(Number);
  return { unit: link.dataset.u ?? '', d: outlineOf(link), text: shortNumber(link.getAttribute('aria-label') ?? ''), x, y };
}

/**
 * What script adds to a plan of links: one Tab stop and arrows between neighbours, choosing without a page load and answered
 * at once, zoom by buttons, wheel and two fingers around where they are. A finger pans by scrolling the box, a mouse by dragging.
 * @param width of the level in drawing units
 */
export function usePlan(box: RefObject<HTMLDivElement>, { chosen, level, width, drawn }: { chosen: string | undefined; level: string; width: number; drawn: boolean }) {
  const [zoom, setZoom] = useState(LEAST);
  const [size, setSize] = useState(0);
  const [tapped, setTapped] = useState<Tapped | null>(null);
  const anchor = useRef<{ x: number; y: number; left: number; top: number } | null>(null);
  const stop = useRef<SVGAElement | null>(null);
  const places = useRef<readonly UnitPlace<SVGAElement>[]>([]);
  const pointed = useRef<SVGPathElement>(null);
  const focused = useRef<SVGPathElement>(null);
  const navigate = useNavigate();
  const [params] = useSearchParams();

  const most = size > 0 ? Math.max(6, (NEAREST * width) / size) : 6;
  const zoomAt = (factor: number, at?: { x: number; y: number }) => {
    const { current } = box;
    const picture = current?.querySelector('svg');
    if (current && picture) {
      const frame = current.getBoundingClientRect();
      const [x, y] = at ? [at.x, at.y] : [frame.x + frame.width / 2, frame.y + frame.height / 2];
      const { left, top, width: w, height: h } = picture.getBoundingClientRect();
      anchor.current = { x: (x - left) / w, y: (y - top) / h, left: x - frame.x, top: y - frame.y };
    }
    setZoom((now) => Math.min(most, Math.max(LEAST, now * factor)));
  };

  useLayoutEffect(() => {
    const { current } = box;
    const picture = current?.querySelector('svg');
    if (!current || !picture) return;
    const shown = picture.clientWidth || picture.getBoundingClientRect().width;
    setSize(shown / zoom);
    const keep = anchor.current;
    anchor.current = null;
    if (!keep) return;
    const { height } = picture.getBoundingClientRect();
    current.scrollTo((picture.parentElement?.offsetLeft ?? 0) + keep.x * shown - keep.left, keep.y * height - keep.top);
  }, [box, zoom, level]);

  useEffect(() => {
    places.current = [...(box.current?.querySelectorAll<SVGAElement>(UNITS) ?? [])].map((link) => ({ link, ...boundsOfPath(outlineOf(link)) }));
    for (const { link } of places.current) link.tabIndex = -1;
    stop.current = null;
  }, [box, level, drawn]);
  useEffect(() => {
    const entry = (places.current.find(({ link }) => link.dataset.u === chosen) ?? places.current[0])?.link;
    const first = stop.current === null;
    if (stop.current) stop.current.tabIndex = -1;
    if (entry) entry.tabIndex = 0;
    stop.current = entry ?? null;
    // A plan that was just opened shows the chosen one amid its neighbours; later it stays where the reader pulled it.
    box.current?.querySelector('[data-chosen]')?.scrollIntoView({ block: 'nearest', inline: first ? 'center' : 'nearest' });
  }, [box, chosen, level, drawn]);
  useEffect(() => setTapped(null), [chosen, level]);

  const zoomNow = useRef(zoomAt);
  zoomNow.current = zoomAt;
  useEffect(() => pinching(box.current, (factor, at) => zoomNow.current(factor, at)), [box]);
  useEffect(() => dragging(box.current), [box]);

  /** Of a finger, which lands on the sheet above the links: asking the browser what lies below looks at every booth. */
  const placeUnder = ({ clientX, clientY, currentTarget }: MouseEvent<HTMLDivElement>) => {
    const picture = currentTarget.querySelector('svg');
    const matrix = picture?.getScreenCTM();
    if (!matrix) return undefined;
    const at = new DOMPoint(clientX, clientY).matrixTransform(matrix.inverse());
    return placeAt(places.current, at.x, at.y, ({ link }) => shapeOf(link)?.isPointInFill(at) ?? false);
  };
  const choose = (unit: string) => {
    const next = new URLSearchParams(params);
    next.set('unit', unit);
    for (const name of ['q', 'page', 'level', 'here', 'shop']) next.delete(name);
    navigate(`?${next}`, { preventScrollReset: true, replace: params.has('unit') });
  };
  const perUnit = size > 0 ? (size * zoom) / width : 0;
  const plateScale = perUnit > 0 ? Math.max(1, 11 / (PLATE_TEXT * perUnit)) : 1;
  // On these alone: set on the whole plan, every booth would be styled anew.
  useEffect(() => {
    for (const part of box.current?.querySelectorAll<SVGElement>('[data-scaled]') ?? []) part.style.setProperty('--plate-scale', `${plateScale}`);
  }, [box, plateScale, level, drawn]);
  const chooseNow = useRef(choose);
  chooseNow.current = choose;
  return {
    zoom,
    tapped: tapped?.unit === chosen ? null : tapped,
    /** Smallest number that can be read now; nothing before script has measured. */
    least: perUnit > 0 ? (LABEL_SIZES.findLast((each) => each * perUnit >= READABLE) ?? 99) : undefined,
    zoomBy: (factor: number) => zoomAt(factor),
    zoomOut: () => setZoom(LEAST),
    pointed,
    focused,
    listeners: {
      // A link below that takes the focus paints 5,000 booths anew: the box takes it, and arrows go on from the chosen one.
      onMouseDown(event: MouseEvent<HTMLDivElement>) {
        event.preventDefault();
        box.current?.focus({ preventScroll: true });
      },
      onPointerOver(event: PointerEvent<HTMLDivElement>) {
        if (event.pointerType === 'mouse') pointed.current?.setAttribute('d', outlineOf(linkOf(event.target) ?? undefined));
      },
      onPointerLeave: () => pointed.current?.removeAttribute('d'),
      onFocus(event: FocusEvent<HTMLDivElement>) {
        const link = linkOf(event.target);
        if (link?.matches(':focus-visible')) focused.current?.setAttribute('d', outlineOf(link));
      },
      onBlur: () => focused.current?.removeAttribute('d'),
      onClick(event: MouseEvent<HTMLDivElement>) {
        const link = linkOf(event.target);
        const place = link ? places.current.find((each) => each.link === link) : placeUnder(event);
        if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const now = tappedOf(place.link);
        setTapped(now);
        // The picture first, the question to the server after it.
        requestAnimationFrame(() => setTimeout(() => chooseNow.current(now.unit)));
      },
      onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
        const link = linkOf(event.target) ?? stop.current;
        const from = places.current.find((each) => each.link === link);
        if (!from || !isArrow(event.key)) return;
        event.preventDefault();
        const to = neighbourOf(places.current, from, event.key)?.link;
        if (!to) return;
        from.link.tabIndex = -1;
        to.tabIndex = 0;
        stop.current = to;
        to.focus();
      },
    },
  };
}
