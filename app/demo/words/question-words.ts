import { readWords } from './table.ts';

const QUESTIONS = `
铺位的灯够亮吗？|دۇكان ئورنىنىڭ چىرىغى يېتەرلىك يورۇقمۇ؟|Сауда орнының жарығы жете ме?|Хватает ли света на торговом месте?|Is there enough light in the booth?
卷帘门好开好关吗？|سىيرىلما ئىشىك ئوڭاي ئېچىلىپ-يېپىلامدۇ؟|Жылжымалы есік оңай ашылып-жабыла ма?|Легко ли открываются роллеты?|Does the shutter open and close well?
货梯等得久吗？|يۈك لىفتىنى ئۇزۇن ساقلامسىز؟|Жүк лифтісін ұзақ күтесіз бе?|Долго ли ждать грузовой лифт?|Is the wait for the goods lift long?
货梯一般要等几分钟？|يۈك لىفتىنى ئادەتتە نەچچە مىنۇت ساقلايسىز؟|Жүк лифтісін әдетте неше минут күтесіз?|Сколько минут обычно ждёте грузовой лифт?|How many minutes do you usually wait for the goods lift?
垃圾清运的时间合适吗？|ئەخلەت توشۇش ۋاقتى مۇۋاپىقمۇ؟|Қоқыс шығару уақыты қолайлы ма?|Удобно ли время вывоза мусора?|Does the hour of waste collection suit you?`;

const WHY = `
上一轮走访里很多店提到灯和门|ئالدىنقى نۆۋەتتە نۇرغۇن دۇكان چىراغ ۋە ئىشىكنى تىلغا ئالدى|Өткен аралауда көп дүкен жарық пен есікті айтты|В прошлый обход многие говорили о свете и роллетах|In the last round many shops spoke of light and shutters
问得具体些，好和物业谈|مۈلۈك باشقۇرۇش بىلەن سۆزلىشىشكە ئېنىقراق سوراش كېرەك|Ғимарат басқарушымен сөйлесу үшін нақтырақ сұрау керек|Спросить точнее, чтобы говорить с управляющей компанией|To ask more exactly, for the talk with property management
下个月清运合同要重谈|كېلەر ئاي ئەخلەت توشۇش توختامى قايتا كېلىشىلىدۇ|Келесі айда қоқыс шығару шарты қайта келісіледі|В следующем месяце пересматривают договор на вывоз|The collection contract is agreed anew next month`;

export const questionWords = () => readWords(QUESTIONS);
export const questionReasons = () => readWords(WHY);
