import type { Localized } from '#models/mall.server.ts';
import type { DemoOffice } from '../plan.ts';
import { wordsOf } from './table.ts';

export const MALL_NAME: Localized = wordsOf('金桥商城|ئالتۇن كۆۋرۈك سودا سارىيى|«Алтын көпір» сауда орталығы|ТЦ «Золотой мост»|Golden Bridge Mall');

export const OFFICES: DemoOffice[] = [
  { key: 'south-gate', level: 'community', parent: 'golden-bridge', name: wordsOf('南门社区|جەنۇبىي دەرۋازا مەھەللىسى|«Оңтүстік қақпа» әлеуметтік аумағы|Комитет микрорайона «Южные ворота»|South Gate community') },
  { key: 'golden-bridge', level: 'subdistrict', parent: 'river-district', name: wordsOf('金桥街道|ئالتۇن كۆۋرۈك كوچا باشقارمىسى|«Алтын көпір» мәлі басқармасы|Уличный комитет «Золотой мост»|Golden Bridge subdistrict') },
  { key: 'river-district', level: 'district', name: wordsOf('河滩区政府|دەريا بويى رايونلۇق ھۆكۈمەت|«Өзен бойы» аудан үкіметі|Администрация Прибрежного района|Riverside district') },
];

const PLACES: Record<string, string> = {
  B1: '地下 1 层|يەر ئاستى 1-قەۋەت|жерасты 1-қабат|подземный этаж 1|basement floor 1',
  F1: '1 层|1-قەۋەت|1-қабат|этаж 1|floor 1',
  F2: '2 层|2-قەۋەت|2-қабат|этаж 2|floor 2',
  F3: '3 层|3-قەۋەت|3-қабат|этаж 3|floor 3',
  atrium: '中庭|ئوتتۇرا زال|атриум|атриум|atrium',
  'west-street': '西街|غەربىي كوچا|Батыс көше|Западная улица|West Street',
  'east-street': '东街|شەرقىي كوچا|Шығыс көше|Восточная улица|East Street',
  toilet: '卫生间|تازىلىق ئۆيى|дәретхана|туалет|toilet',
  'freight-lift': '货梯|يۈك لىفىتى|жүк лифті|грузовой лифт|freight lift',
  'service-centre': '商户服务中心|سودىگەرلەر مۇلازىمەت مەركىزى|саудагерлерге қызмет орталығы|центр услуг для предпринимателей|merchants’ service center',
  storage: '仓库|ئامبار|қойма|склад|storage',
  'equipment-room': '设备间|ئۈسكۈنە ئۆيى|жабдық бөлмесі|техническое помещение|equipment room',
  'family-room': '母婴室|ئانا-بالا ئۆيى|ана мен бала бөлмесі|комната матери и ребёнка|family room',
  'tailors-room': '试衣改衣间|كىيىم سىناش ئۆيى|киім кию бөлмесі|примерочная|fitting room',
  'council-room': '议事厅|كېڭەش ئۆيى|кеңес бөлмесі|зал совета|council room',
  'mock-court': '模拟法庭|سىناق سوت زالى|үлгі сот залы|учебный зал суда|mock court',
  'talk-room': '调解室|مۇرەسسە ئۆيى|бітістіру бөлмесі|комната медиации|talk room',
  'course-room': '课程教室|كۇرس ئۆيى|курс бөлмесі|класс для курсов|course room',
};

/** Corridors without a name of their own have none. */
export function placeName(key: string): Localized | undefined {
  const words = PLACES[key];
  return words ? wordsOf(words) : undefined;
}
