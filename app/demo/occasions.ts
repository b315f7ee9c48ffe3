import type { Localized } from '#models/mall.server.ts';
import { readWords } from './words/table.ts';

/** Days are counted from today, times are the mall's. `taken` includes those who wait. */
export interface DemoOccasion {
  key: string;
  program: string;
  names: Localized;
  about: Localized;
  room?: string;
  day: number;
  from: string;
  until: string;
  places: number;
  waitingPlaces: number;
  taken: number;
}

const ROOMS = `
谈心室|سۆھبەت ئۆيى|Сырласу бөлмесі|Комната для бесед|Talk room
议事厅|مەسلىھەت زالى|Кеңес залы|Зал совета|Council room
直播间|كۆرۈنۈش ئۆيى|Бейне бөлмесі|Видеокомната|Video room`;

const WORDS = `
灭火器怎么用|ئوت ئۆچۈرگۈچنى قانداق ئىشلىتىمىز|Өрт сөндіргішті қалай қолданамыз|Как пользоваться огнетушителем|How to use a fire extinguisher
消防员现场教，每人试一次。汉语讲，有人翻译成维吾尔语|ئوت ئۆچۈرگۈچى نەق مەيداندا ئۆگىتىدۇ، ھەربىرىڭىز بىر قېتىم سىناپ كۆرىسىز. خەنزۇچە، ئۇيغۇرچىغا تەرجىمە قىلىنىدۇ|Өрт сөндіруші көрсетеді, әркім бір рет байқап көреді. Қытайша, ұйғырша аударылады|Пожарный показывает, каждый пробует сам. На китайском, с переводом на уйгурский|A firefighter shows it, everybody tries once. In Chinese, interpreted into Uyghur
义诊：量血压、测血糖|ھەقسىز دوختۇر: قان بېسىمى ۋە قەنت ئۆلچەش|Тегін дәрігер: қан қысымы мен қант өлшеу|Бесплатный приём: давление и сахар|Free check-up: blood pressure and sugar
社区医院的医生来店里一楼，不用带什么。结果只告诉您本人|مەھەللە دوختۇرخانىسىنىڭ دوختۇرى 1-قەۋەتكە كېلىدۇ، ھېچنېمە ئېلىپ كەلمەيسىز. نەتىجىسى پەقەت سىزگە ئېيتىلىدۇ|Емхана дәрігері 1-қабатқа келеді, ештеңе керек емес. Нәтижесі тек өзіңізге айтылады|Врач поликлиники на первом этаже, брать ничего не надо. Результат скажут только вам|A doctor of the clinic comes to the first floor; nothing to bring. Only you hear the result
一起大扫除|بىللە تازىلىق قىلىمىز|Бірге тазалаймыз|Уборка вместе|Cleaning up together
东街通道和楼梯，工具由协会准备|شەرقىي كوچا كارىدورى ۋە پەلەمپەيلەر، سايمانلارنى جەمئىيەت تەييارلايدۇ|Шығыс көшенің дәлізі мен баспалдақтар, құралды қауымдастық береді|Коридор Восточной улицы и лестницы, инвентарь даёт ассоциация|East Street corridor and the stairs; the association brings the tools`;

export function demoRooms(): { key: string; names: Localized; seats: number }[] {
  const [talk = {}, council = {}, video = {}] = readWords(ROOMS);
  return [
    { key: 'talk', names: talk, seats: 12 },
    { key: 'council', names: council, seats: 40 },
    { key: 'video', names: video, seats: 8 },
  ];
}

export function demoOccasions(): DemoOccasion[] {
  const [fire = {}, fireMore = {}, clinic = {}, clinicMore = {}, clean = {}, cleanMore = {}] = readWords(WORDS);
  return [
    { key: 'fire', program: 'training', names: fire, about: fireMore, room: 'council', day: 5, from: '16:00', until: '17:30', places: 40, waitingPlaces: 20, taken: 23 },
    { key: 'clinic', program: 'public-health', names: clinic, about: clinicMore, room: 'talk', day: 3, from: '11:00', until: '13:00', places: 12, waitingPlaces: 12, taken: 16 },
    { key: 'clean', program: 'public-health', names: clean, about: cleanMore, day: 8, from: '19:00', until: '20:00', places: 60, waitingPlaces: 0, taken: 17 },
  ];
}
