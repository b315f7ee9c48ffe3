import { readWords } from './table.ts';

const QUESTIONS = `
在哪里可以开无欠税证明？|باج قەرزى يوقلۇق ئىسپاتىنى نەدىن ئالىمىز؟|Салық қарызы жоқ екені туралы анықтаманы қайдан аламыз?|Где взять справку об отсутствии долга по налогам?|Where do we get the paper that says no tax is owed?
北门外会设停车位吗？|شىمالىي دەرۋازىنىڭ سىرتىدا ماشىنا توختىتىش ئورنى بولامدۇ؟|Солтүстік қақпаның алдында тұрақ бола ма?|Будет ли стоянка у северного входа?|Will there be parking at the north entrance?
节前夜市可以开到几点？|بايرام ئالدىدىكى كەچلىك بازار سائەت نەچچىگىچە ئېچىلىدۇ؟|Мереке алдындағы кешкі базар сағат нешеге дейін ашық?|До которого часу можно торговать на вечерней ярмарке перед праздником?|Until when may the evening market before the festival stay open?
理事会下次会议能旁听吗？|كېڭەشنىڭ كېلەر يىغىنىغا قاتناشسا بولامدۇ؟|Кеңестің келесі жиналысын тыңдауға бола ма?|Можно ли прийти послушать следующее собрание совета?|May one come and listen to the council’s next meeting?`;

const ANSWERS = `
可以，开到晚上十一点，摊位请在十点半前收好电线。|بولىدۇ، كەچ سائەت 11 گىچە. توك سىملىرىنى 10 يېرىمغىچە يىغىۋېلىڭ.||До одиннадцати вечера; провода уберите до половины одиннадцатого.|Until eleven in the evening; please take the cables in by half past ten.`;

export const letterQuestions = () => readWords(QUESTIONS);
export const letterAnswers = () => readWords(ANSWERS);
