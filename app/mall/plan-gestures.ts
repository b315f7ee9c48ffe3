interface At {
  x: number;
  y: number;
}

/** Two fingers, or the wheel with Ctrl: by how much, and around which place of the screen; once a frame. @returns the clean-up */
export function pinching(box: HTMLElement | null, zoomAt: (factor: number, at: At) => void): (() => void) | undefined {
  if (!box) return undefined;
  const fingers = new Map<number, At>();
  let waiting: { factor: number; at: At } | null = null;
  const zoom = (factor: number, at: At) => {
    if (!waiting) requestAnimationFrame(() => {
      if (waiting) zoomAt(waiting.factor, waiting.at);
      waiting = null;
    });
    waiting = { factor: (waiting?.factor ?? 1) * factor, at };
  };
  const two = () => {
    const [a, b] = [...fingers.values()];
    return a && b ? { far: Math.hypot(a.x - b.x, a.y - b.y), at: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } } : null;
  };
  const move = (event: PointerEvent) => {
    if (!fingers.has(event.pointerId)) return;
    const before = two();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const after = two();
    if (before && after && before.far > 0) zoom(after.far / before.far, after.at);
  };
  const down = (event: PointerEvent) => event.pointerType === 'touch' && fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  const up = (event: PointerEvent) => fingers.delete(event.pointerId);
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.clientX, y: event.clientY });
  };
  const stop = new AbortController();
  const options = { signal: stop.signal };
  box.addEventListener('pointerdown', down, options);
  box.addEventListener('pointermove', move, options);
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const) box.addEventListener(end, up, options);
  box.addEventListener('wheel', wheel, { passive: false, ...options });
  return () => stop.abort();
}

/** From here on a press is a drag. Px. */
const STILL = 5;

/** A mouse takes the plan and pulls it; what was a pull chooses nothing. @returns the clean-up */
export function dragging(box: HTMLElement | null): (() => void) | undefined {
  if (!box) return undefined;
  let from: (At & { left: number; top: number }) | null = null;
  let pulled = false;
  const stop = new AbortController();
  const options = { signal: stop.signal };
  box.addEventListener('pointerdown', (event) => {
    pulled = false;
    if (event.pointerType === 'mouse' && event.button === 0) from = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop };
  }, options);
  addEventListener('pointermove', (event) => {
    if (!from) return;
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
    pulled ||= Math.hypot(dx, dy) > STILL;
    if (pulled) box.scrollTo(from.left - dx, from.top - dy);
  }, options);
  addEventListener('pointerup', () => (from = null), options);
  box.addEventListener('dragstart', (event) => event.preventDefault(), options);
  box.addEventListener('click', (event) => {
    if (!pulled) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true, ...options });
  return () => stop.abort();
}
