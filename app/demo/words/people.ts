import type { ContentLanguage, Localized } from '#models/mall.server.ts';
import type { Random } from '../random.ts';
import { readWords } from './table.ts';

/** Given names of women and men; the same list serves as father's names, as both kinds of second name are made. */
const UYGHUR = `
热娜|رەنا|Рена|Рена|Rena
阿依努尔|ئاينۇر|Айнұр|Айнур|Aynur
古丽米热|گۈلمىرە|Гүлмира|Гульмира|Gulmire
祖丽皮娅|زۇلپىيە|Зүлпия|Зульфия|Zulpiye
迪丽娜尔|دىلنار|Дилнар|Дильнар|Dilnar
麦尔哈巴|مەرھابا|Мархаба|Мархаба|Merhaba
阿米娜|ئامىنە|Әмина|Амина|Amine
海力其汗|خەلچەم|Халчам|Халчам|Helchem
帕丽旦|پەرىدە|Парида|Парида|Peride
努尔比娅|نۇربىيە|Нұрбия|Нурбия|Nurbiye
热依汗|رەيھان|Райхан|Райхан|Reyhan
茹仙古丽|رۇشەنگۈل|Рушангүл|Рушангуль|Rushengul
艾尔肯|ئەركىن|Еркін|Эркин|Erkin
吐鲁洪|تۇرغۇن|Тұрғын|Тургун|Turghun
阿布力孜|ئابلىز|Әбліз|Аблиз|Abliz
买合木提|مەخمۇت|Махмұт|Махмут|Mehmut
卡米力|كامىل|Кәміл|Камиль|Kamil
依马木|ئىمام|Имам|Имам|Imam
亚森|ياسىن|Ясин|Ясин|Yasin
玉素甫|يۈسۈپ|Жүсіп|Юсуп|Yusup
艾合买提|ئەخمەت|Ахмет|Ахмет|Exmet
吐尔地|تۇردى|Тұрды|Турди|Turdi
木沙|مۇسا|Мұса|Муса|Musa
依布拉音|ئىبراھىم|Ибраһим|Ибрагим|Ibrahim
`;

const UYGHUR_FATHERS = `
吐尔逊|تۇرسۇن|Тұрсын|Турсун|Tursun
阿卜杜拉|ئابدۇللا|Абдолла|Абдулла|Abdulla
买买提|مەمەت|Мәмет|Мамет|Memet
卡德尔|قادىر|Қадыр|Кадыр|Qadir
依明|ئىمىن|Имин|Имин|Imin
哈力克|خالىق|Халық|Халик|Xaliq
沙吾提|ساۋۇت|Сауыт|Савут|Sawut
赛买提|سەمەت|Самат|Самет|Semet
肉孜|روزى|Розы|Рози|Rozi
尼亚孜|نىياز|Нияз|Нияз|Niyaz
司马义|ئىسمايىل|Исмаил|Исмаил|Ismayil
阿吾提|ھاۋۇت|Хауыт|Хавут|Hawut
库尔班|قۇربان|Құрбан|Курбан|Qurban
热合曼|راخمان|Рахман|Рахман|Raxman
`;

const KAZAKH = `
叶尔兰|يېرلان|Ерлан|Ерлан|Yerlan
巴合提古丽|باقىتگۈل|Бақытгүл|Бахытгуль|Bakhytgul
努尔兰|نۇرلان|Нұрлан|Нурлан|Nurlan
加娜尔|جانار|Жанар|Жанар|Zhanar
沙吾列|ساۋلە|Сәуле|Сауле|Saule
叶斯木汗|يېسىمخان|Есімхан|Есимхан|Yesimkhan
古丽江|گۈلجان|Гүлжан|Гульжан|Guljan
达吾然|داۋران|Даурен|Даурен|Dauren
阿依达娜|ئايدانا|Айдана|Айдана|Aidana
木拉提|مۇرات|Мұрат|Мурат|Murat
赛力克|سېرىك|Серік|Серик|Serik
哈丽玛|ھەلىمە|Хәлима|Халима|Halima
`;

const KAZAKH_FATHERS = `
哈里木|خالىم|Халим|Халим|Halim
别克|بېك|Бек|Бек|Bek
马合沙提|ماقسات|Мақсат|Максат|Maksat
哈孜别克|قازىبېك|Қазыбек|Казыбек|Qazybek
努尔泰|نۇرتاي|Нұртай|Нуртай|Nurtai
托合塔尔|توقتار|Тоқтар|Токтар|Toqtar
斯马胡勒|سماغۇل|Смағұл|Смагул|Smaghul
`;

const HAN_SURNAMES = `
王|ۋاڭ|Ван|Ван|Wang
李|لى|Ли|Ли|Li
张|جاڭ|Чжан|Чжан|Zhang
刘|ليۇ|Лю|Лю|Liu
陈|چېن|Чэнь|Чэнь|Chen
杨|ياڭ|Ян|Ян|Yang
赵|جاۋ|Чжао|Чжао|Zhao
周|جۇ|Чжоу|Чжоу|Zhou
马|ما|Ма|Ма|Ma
孙|سۇن|Сунь|Сунь|Sun
郭|گو|Го|Го|Guo
何|خې|Хэ|Хэ|He
`;

const HAN_GIVEN = `
秀兰|شيۇلەن|Сюлань|Сюлань|Xiulan
建国|جيەنگو|Цзяньго|Цзяньго|Jianguo
丽华|لىخۇا|Лихуа|Лихуа|Lihua
志强|جىچياڭ|Чжицян|Чжицян|Zhiqiang
晓梅|شياۋمېي|Сяомэй|Сяомэй|Xiaomei
晓峰|شياۋفېڭ|Сяофэн|Сяофэн|Xiaofeng
玉珍|يۈجېن|Юйчжэнь|Юйчжэнь|Yuzhen
海燕|خەييەن|Хайянь|Хайянь|Haiyan
文斌|ۋېنبىن|Вэньбинь|Вэньбинь|Wenbin
国庆|گوچىڭ|Гоцин|Гоцин|Guoqing
红霞|خوڭشيا|Хунся|Хунся|Hongxia
春花|چۈنخۇا|Чуньхуа|Чуньхуа|Chunhua
明亮|مىڭلياڭ|Минлян|Минлян|Mingliang
桂芳|گۈيفاڭ|Гуйфан|Гуйфан|Guifang
永胜|يۇڭشېڭ|Юншэн|Юншэн|Yongsheng
雪莉|شۆلى|Сюэли|Сюэли|Xueli
`;

const RUSSIAN = `
娜塔莉娅·伊万诺娃|ناتاليا ئىۋانوۋا|Наталья Иванова|Наталья Иванова|Natalya Ivanova
安娜·彼得罗娃|ئاننا پېتروۋا|Анна Петрова|Анна Петрова|Anna Petrova
维克多·索科洛夫|ۋىكتور سوكولوۋ|Виктор Соколов|Виктор Соколов|Viktor Sokolov
柳德米拉·库兹涅佐娃|ليۇدمىلا كۇزنېتسوۋا|Людмила Кузнецова|Людмила Кузнецова|Lyudmila Kuznetsova
谢尔盖·莫罗佐夫|سېرگېي موروزوۋ|Сергей Морозов|Сергей Морозов|Sergei Morozov
奥莉加·费多罗娃|ئولگا فېدوروۋا|Ольга Фёдорова|Ольга Фёдорова|Olga Fyodorova
`;

/** A person as invented: her names, and the languages she gets along in. */
export interface Invented {
  names: Localized;
  speaks: ContentLanguage[];
}

/** Two names as one, as each script writes them: 热娜·吐尔逊, رەنا تۇرسۇن. Chinese family names come first and without a gap. */
function join(first: Localized, second: Localized, gap: string): Localized {
  const [a, b] = [first as Required<Localized>, second as Required<Localized>];
  return { zh: `${a.zh}${gap}${b.zh}`, ug: `${a.ug} ${b.ug}`, kk: `${a.kk} ${b.kk}`, ru: `${a.ru} ${b.ru}`, en: `${a.en} ${b.en}` };
}

/** Invents people, no two of one name, in the mixture one meets in such a mall; `taken` are Chinese forms already given away. */
export function inventPeople(random: Random, taken: Iterable<string>): () => Invented {
  const given = new Set(taken);
  const [uyghur, uyghurFathers] = [readWords(UYGHUR), readWords(UYGHUR_FATHERS)];
  const fathers = [...uyghurFathers, ...uyghur.slice(12)];
  const [kazakh, kazakhFathers] = [readWords(KAZAKH), readWords(KAZAKH_FATHERS)];
  const [surnames, hanGiven] = [readWords(HAN_SURNAMES), readWords(HAN_GIVEN)];
  const russian = readWords(RUSSIAN);
  const kinds = [
    [(): Invented => ({ names: join(random.pick(uyghur), random.pick(fathers), '·'), speaks: ['ug', 'zh'] }), 50],
    [(): Invented => ({ names: join(random.pick(kazakh), random.pick(kazakhFathers), '·'), speaks: ['kk', 'zh'] }), 14],
    [(): Invented => ({ names: join(random.pick(surnames), random.pick(hanGiven), ''), speaks: ['zh'] }), 33],
    [(): Invented => ({ names: random.pick(russian), speaks: ['ru', 'zh'] }), 3],
  ] as const;
  return () => {
    for (let tries = 0; tries < 1_000; tries += 1) {
      const person = random.weighted(kinds)();
      const name = person.names.zh ?? '';
      const [first, second] = name.split('·');
      if (given.has(name) || first === second) continue;
      given.add(name);
      return person;
    }
    throw new Error('The demonstration has run out of names.');
  };
}
