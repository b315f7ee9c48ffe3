import type { Localized } from '#models/mall.server.ts';
import { readWords } from './words/table.ts';

/** Days are counted from today; a notice asks for acknowledgement when it has a fixed template. */
export interface DemoNotice {
  key: string;
  by: 'officer' | 'leader';
  to: { kind: 'mall' } | { kind: 'levels'; levels: string[] } | { kind: 'grids'; grids: number[] };
  day: number;
  time: string;
  fixed?: { template: 'fire' | 'water' | 'recall' | 'building'; day: number; from: string; until: string };
  title?: Localized;
  body?: Localized;
  /** Share of its accounts that the notice reached, and of these that tapped "Got it". */
  reached: number;
  seen: number;
  withdrawn?: Localized;
}

const WORDS = `
周六 8:00 到 10:00 停电检修|شەنبە سائەت 8:00 دىن 10:00 غىچە توك توختايدۇ|Сенбіде 8:00–10:00 жарық өшіріледі|В субботу с 8:00 до 10:00 отключат свет|Power off on Saturday from 8:00 to 10:00
冷柜请提前调低，收银机请关机|توڭلاتقۇلارنى ئالدىن تەڭشەڭ، كاسسا ماشىنىسىنى ئېتىۋېتىڭ|Тоңазытқышты алдын ала реттеп, кассаны өшіріңіз|Заранее настройте холодильники и выключите кассы|Set your coolers ahead and switch off the till
租约续签接待日：周五 11:00 到 18:00，服务中心|ئىجارە توختامى كۈتۈش كۈنى: جۈمە 11:00–18:00، مۇلازىمەت مەركىزى|Жалға алу шарты бойынша қабылдау: жұма 11:00–18:00, қызмет орталығы|Приём по аренде: пятница, 11:00–18:00, центр услуг|Lease renewals: Friday, 11:00 to 18:00, service center
带上营业执照和身份证就行|تىجارەت كىنىشكىسى بىلەن كىملىكنى ئېلىپ كەلسىڭىز بولىدۇ|Куәлік пен жеке куәлікті ала келсеңіз болды|Возьмите свидетельство и удостоверение|Bring your license and ID
周四晚上东街通道打蜡，20:30 后请绕行|پەيشەنبە كەچتە شەرقىي كوچا كارىدورىغا موم سۈرتىلىدۇ، 20:30 دىن كېيىن باشقا يولدىن مېڭىڭ|Бейсенбі кешінде Шығыс көшенің дәлізі балауыздалады, 20:30-дан кейін басқа жолмен жүріңіз|В четверг вечером натирают пол на Восточной улице, после 20:30 обходите|East Street corridor is waxed on Thursday evening; take another way after 20:30
节日期间营业时间：10:00 到 21:00|بايرام كۈنلىرى تىجارەت ۋاقتى: 10:00–21:00|Мереке күндері жұмыс уақыты: 10:00–21:00|В праздники торгуем с 10:00 до 21:00|Opening hours on holidays: 10:00 to 21:00
3 层水箱清洗，明早 9:30 前没有水|3-قەۋەتنىڭ سۇ باكى تازىلىنىدۇ، ئەتە 9:30 غىچە سۇ يوق|3-қабаттың су багы тазаланады, ертең 9:30-ға дейін су жоқ|Моют бак на 3 этаже, завтра до 9:30 воды не будет|Floor 3 water tank is cleaned; no water until 9:30 tomorrow
日期写错了，新的通知马上发|چېسلا خاتا يېزىلىپ قاپتۇ، يېڭى ئۇقتۇرۇش ھازىرلا چىقىدۇ|Күні қате жазылыпты, жаңасы қазір шығады|Ошибка в дате, сейчас пришлём новое|The date was wrong; a new notice follows`;

/** What the association has sent lately. */
export function demoNotices(): DemoNotice[] {
  const [power, powerMore, rent, rentMore, wax, festival, tank, mistake] = readWords(WORDS);
  return [
    { key: 'drill', by: 'officer', to: { kind: 'levels', levels: ['F1'] }, day: -1, time: '12:00', fixed: { template: 'fire', day: 4, from: '10:00', until: '10:15' }, reached: 0.93, seen: 0.61 },
    { key: 'power', by: 'officer', to: { kind: 'mall' }, day: -2, time: '16:30', title: power, body: powerMore, reached: 0.91, seen: 0.5 },
    { key: 'rent', by: 'officer', to: { kind: 'mall' }, day: -4, time: '11:10', title: rent, body: rentMore, reached: 0.99, seen: 0.55 },
    { key: 'wax', by: 'leader', to: { kind: 'grids', grids: [9] }, day: -1, time: '17:40', title: wax, reached: 0.9, seen: 0.4 },
    { key: 'festival-wrong', by: 'officer', to: { kind: 'mall' }, day: -6, time: '10:20', title: festival, reached: 0.97, seen: 0.3, withdrawn: mistake },
    { key: 'tank', by: 'officer', to: { kind: 'levels', levels: ['F3'] }, day: -3, time: '18:00', title: tank, reached: 0.95, seen: 0.45 },
  ];
}
