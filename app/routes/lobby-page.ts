import type { QrDrawing } from '#app/mall/codes/qr-drawing.ts';

interface Hall {
  language: string;
  direction: 'ltr' | 'rtl';
  nonce: string;
  /** Address of the next slide, and after how long it is asked for. */
  next: string;
  seconds: number;
  mall: string;
  time: string;
  slide?: { kind: string; mark: string; title: string; body?: string };
  empty: string;
  calledTitle: string;
  called: readonly { name: string; number: number }[];
  ask: string;
  qr: QrDrawing;
}

/** What a television of 2012 understands: tables and percent, no variables, no grid, no flexible boxes, no script. */
const STYLE =
  'html,body{margin:0;height:100%;background:#faf8f4;color:#221f1b}body{font-family:"Noto Sans","Noto Sans Arabic","Noto Sans SC",sans-serif;font-size:24px;font-size:2.6vw;line-height:1.4}' +
  'table{width:100%;height:100%;border-collapse:collapse}td{padding:0 4%;vertical-align:middle}.top,.foot{height:12%}.top td,.foot td{font-size:18px;font-size:1.8vw;color:#5c544a}' +
  '.end{text-align:right}[dir=rtl] .end{text-align:left}h1{margin:0;font-size:44px;font-size:5vw;line-height:1.25}p{margin:3% 0 0}.mark{color:#fff;background:#a3211b;padding:4px 18px;border-radius:8px}' +
  '.foot td{background:#fff;color:#221f1b;border-top:2px solid #d8d0c4;padding-top:1%;padding-bottom:1%}.foot b{font-size:40px;font-size:4vw;line-height:1.1}.call{display:inline-block;margin:0 1.5%}' +
  '.qr{width:110px;width:9vw;height:110px;height:9vw;vertical-align:middle}.emergency,.emergency body{background:#fff1ef}:lang(ug) h1,:lang(ug) p{line-height:1.7}';

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const isolated = (text: string) => `<bdi>${escaped(text)}</bdi>`;

function middle({ slide, empty }: Hall): string {
  if (!slide) return `<h1>${escaped(empty)}</h1>`;
  const mark = slide.mark ? `<p><span class="mark">${escaped(slide.mark)}</span></p>` : '';
  return `${mark}<h1>${escaped(slide.title)}</h1>${slide.body ? `<p>${escaped(slide.body)}</p>` : ''}`;
}

/** One slide as a whole page. */
export function hallPage(hall: Hall): string {
  const { language, direction, nonce, next, seconds, mall, time, slide, calledTitle, called, ask, qr } = hall;
  const numbers = called.length === 0 ? '' : `${escaped(calledTitle)} ${called.map(({ name, number }) => `<span class="call">${isolated(name)} <b>${number}</b></span>`).join(' ')}`;
  return (
    `<!doctype html><html lang="${language}" dir="${direction}"${slide?.kind === 'emergency' ? ' class="emergency"' : ''}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta http-equiv="refresh" content="${seconds};url=${next}"><title>${escaped(mall)}</title><style nonce="${nonce}">${STYLE}</style></head><body><table role="presentation">` +
    `<tr class="top"><td>${isolated(mall)}</td><td class="end">${isolated(time)}</td></tr><tr><td colspan="2">${middle(hall)}</td></tr>` +
    `<tr class="foot"><td>${numbers}</td><td class="end">${escaped(ask)} <svg class="qr" viewBox="0 0 ${qr.size} ${qr.size}" role="img" aria-label="${escaped(ask)}"><rect width="${qr.size}" height="${qr.size}" fill="#fff"/><path d="${qr.d}" stroke="#000" fill="none"/></svg></td></tr></table></body></html>`
  );
}
