import { readWords } from './table.ts';

/** What happened, its tasks, and the reason of a no: as somebody wrote it, in one language each. */
const WRITTEN = `
二楼东区停电，物业正在查原因
检查自动扶梯有没有停稳，放上围栏
请大家先不要用电炉和电暖气
||Қоршау жеткіліксіз, үшінші қабаттан сұрадық
一楼东门外水管漏水
铺上防滑垫，放好提示牌
把排水口清理干净`;

export const dispatchWords = () => readWords(WRITTEN);
