/**
 * What people of the mall ask for. One a line: where;kind;course;language;words;Chinese translation if somebody made one.
 * Where: a booth, a grid, or 0 for anywhere. The courses are in `courses.ts`.
 */
export const ASKS = `
F1-067;repair?part=door&urgency=stops-trade;roller-shutter;ug;يۆگىمە ئىشىكنىڭ موتورى بۇزۇلۇپ قالدى، يېرىمىدا توختاپ چۈشمەيدۇ.;卷帘门电机坏了，卡在一半下不来
F1-067;neighbor-help;in-progress;ug;جۈمە كۈنى كەچتە رەخت چۈشۈرۈشكە ئىككى ئادەم ياردەم بەرسە.;周五晚上卸布，想请两个人帮忙。
F2-048;repair?part=other-part&urgency=can-wait;done;ru;Шатается вывеска над входом, боимся, что упадёт.;门口的招牌晃，怕掉下来。
9;borrow?thing=ladder;received;kk;Ертең таңертең үш метрлік саты керек еді, бір сағатқа.;
9;neighbor-help;received;ug;بۈگۈن چۈشتىن كېيىن مال چۈشۈرۈشكە ئىككى ئادەم ياردەم بەرسە دەيمەن.;
9;repair?part=light;taken-on;zh;门头的灯箱不亮了，晚上客人找不到店。;
9;cleaning?dirt=waste;in-progress;ru;В углу у северного прохода третий день не вывозят картон.;北侧通道拐角的纸箱三天没清了。
9;repair?part=water&urgency=stops-trade;handed-up;kk;Төбеден су тамшылайды, маталардың үстін жауып қойдық.;天花板滴水，布料都盖上了。
9;borrow?thing=trolley;question;zh;想借一台小推车，搬二十匹布。;
9;hazard?danger=exit-blocked;done;ug;شەرقىي كوچىدىكى قۇتقۇزۇش ئېغىزىغا ساندۇق تىزىپ قويۇپتۇ.;东街的安全出口堆了箱子。
9;neighbor-help;closed;kk;Көрші дүкеннің кілтін кешке дейін сақтап тұрыңыздаршы.;
9;repair?part=water&urgency=can-wait;reopened;zh;水龙头又漏了，换了垫子只管了两天。;
9;borrow;closed;ug;بىر سائەتلىك ئۈتۈك لازىم ئىدى.;
0;borrow?thing=tools;received;zh;下午要挂招牌，想借电钻用半小时。;
0;borrow?thing=ladder;taken-on;ug;ئۈچ مېتىرلىق شوتا بارمۇ؟ لامپا ئالماشتۇرىمەن.;有三米的梯子吗？换灯泡用。
0;borrow?thing=trolley;in-progress;ru;Нужна тележка на полчаса, привезли ковры.;
0;borrow;done;kk;Қосымша орындық керек, қонақтар көп келеді.;需要几把椅子，今天客人多。
0;borrow;closed;zh;借个打包机，明早还。;
0;borrow?thing=card-reader;closed;ug;كارتا ئوقۇش ئۈسكۈنىسى بۇزۇلدى، بىر كۈن ئارىيەت بەرسەڭلار.;刷卡机坏了，想借一天。
0;borrow;withdrawn;zh;想借一张折叠桌，已经在隔壁借到了。;
0;neighbor-help;received;ru;Завтра с 15:00 до 16:00 нужно присмотреть за магазином.;
0;neighbor-help;taken-on;zh;周六早上搬柜台，要两个有力气的人。;
0;neighbor-help;in-progress;ug;بىر خېرىدار ئۇنتۇپ قالغان سومكىنى ئىگىسىگە قايتۇرۇشقا ياردەم قىلىڭ.;有位客人把包忘在店里了，帮忙找一下失主。
0;neighbor-help;question;kk;Тауарды үшінші қабатқа көтеруге көмек керек.;
0;neighbor-help;closed;zh;一起拼车去火车站取货，找到两家了。;
0;neighbor-help;half;ug;قولۇم زەخمىلەندى، بىر ھەپتە كەچتە ئىشىك تاقاشقا ياردەم كېرەك.;
0;neighbor-help;sent-back;zh;隔壁装修灰大，想请大家错开时间施工。;
0;cleaning?dirt=toilet;received;zh;F2 男卫生间的水一直流，关不上。;
0;cleaning?dirt=waste;received-late;ug;ئەخلەت ساندۇقى توشۇپ كەتتى، پۇرايدۇ.;垃圾桶满了，有味道。
0;cleaning;taken-on;kk;Дәретханада сабын жоқ, екі күн болды.;
0;cleaning?dirt=water-on-floor;done;ru;У фонтанчика с водой лужа, скользко.;饮水处地上一滩水，很滑。
0;cleaning;closed;zh;楼梯间有打翻的油，请尽快拖一下。;
0;cleaning;closed;ug;چايخانا ئالدىدىكى ئېرىق توسۇلۇپ قاپتۇ.;
0;hygiene-help;program-received;zh;新开的馕坑怎么做卫生自查？想找人教一遍。;
0;hygiene-help;program-doing;ug;تاماقخانىنىڭ سەھىيە جەدۋىلىنى قانداق تولدۇرىمىز؟;
0;hygiene-help;program-closed;kk;Тексеру парағын толтыруға көмектессеңіздер.;
0;health-help;program-doing;ru;Как записаться на осмотр и можно ли прийти с переводчиком?;
0;find-staff?work=selling&people=1;program-received;zh;招一名导购，会说汉语和维语，早十晚七。;
0;find-staff?people=2;program-doing;ug;ئاي ئاخىرىغىچە ئىككى ئادەم كېرەك، كۈنىگە 150 يۈەن.;
0;find-staff?work=cooking&people=1;program-doing;kk;Наубайханаға таңғы ауысымға адам керек.;
0;find-staff?work=sewing&people=1;program-closed;ru;Ищем швею на три дня в неделю.;
0;find-staff?work=stock&people=4;program-closed;zh;盘点要四个人，只做周六一天。;
0;find-staff;program-half;ug;ئىككى توشۇغۇچى كېرەك ئىدى، بىرى تېپىلدى.;
0;find-work;program-doing;kk;Тігіншілікті білемін, жартылай күнге жұмыс іздеймін.;
0;wages;program-doing;zh;上个月的工钱还没给齐。;
0;mediation;program-received;ug;قوشنا دۇكان بىلەن يول تالىشىپ قالدۇق.;
0;mediation?other-side=a-shop;talks-invited;kk;Көрші дүкеннің тауары біздің сөренің алдын жауып тұр.;
0;mediation?other-side=a-supplier;talks;zh;定金的事情和供货商说不到一起。;
0;mediation?other-side=a-customer;talks-agreed;ru;Покупатель требует вернуть деньги за ткань, которую уже раскроили.;
0;legal-question;program-received;zh;租约没到期，房东能提前涨租金吗？;
0;legal-question;program-doing;ug;ئىجارە توختامىغا نوتارىئات كېرەكمۇ؟;
0;legal-question;program-doing;kk;Алған тауардың құжаты жоқ болса, қайтара аламын ба?;
0;legal-question;program-closed;ru;Нужен ли договор с помощником на два дня?;
0;legal-question;program-closed;zh;发票开错了抬头，对方不肯换怎么办？;
0;legal-question;program-question;ug;سودا ماركىسىنى قانداق تىزىملىتىدۇ؟;
0;repair;received;ug;دېرىزە ئەينىكى يېرىلىپ كەتتى.;
0;repair?part=heating;received;zh;F3 的空调只吹热风。;
0;repair;received-late;ru;Не закрывается рольставня, на ночь оставить нельзя.;卷帘门关不上，晚上没法锁店。
0;repair;taken-on;kk;Кассаның жанындағы розетка жанбайды.;
0;repair;taken-on;zh;招牌的螺丝松了，风一大就响。;
0;repair;in-progress;ug;تورۇستىن سۇ تامچىلاۋاتىدۇ.;天花板在滴水。
0;repair;in-progress;zh;扶梯口的地砖翘起来了，推车过不去。;
0;repair?part=door;in-progress;kk;Есік құлпы айналмай қалды.;门锁拧不动了。
0;repair;question;ru;Мигает свет во всём ряду, у нас и у соседей.;
0;repair?part=power&urgency=stops-trade;handed-up;zh;这一排的电表老跳闸，换了空开也没用。;
0;repair?part=lift;council;ug;لىفىت ھەپتىدە ئىككى قېتىم توختاپ قالىدۇ.;电梯一周停两次。
0;repair;done;zh;水管接头漏水，用盆接着。;
0;repair;done;kk;Жарнаманың шамы жанбай қалды.;
0;repair;sent-back;ug;ئىشىكنىڭ پەنجىرىسى تەتۈر ئورنىتىلىپ قاپتۇ.;门上的玻璃装反了。
0;repair;reopened;ru;Дверь опять не закрывается, хотя чинили в понедельник.;门又关不上了，周一刚修过。
0;repair;closed;zh;消防栓前面的柜子帮忙挪开了。;
0;repair;closed;ug;شامالدۇرغۇچنىڭ ئاۋازى بەك چوڭ.;
0;repair;closed;kk;Сатының тұтқасы босап қалған.;
0;repair;wont-do;zh;想在过道装一块大屏幕。;
0;repair;without-answer;ru;Запах краски из соседней секции.;
0;hazard;received;zh;西街中段的电线垂下来了，够得着。;
0;hazard;taken-on;ug;3-قەۋەتتە گاز پۇرىقى بارمۇ قانداق.;3 层好像有煤气味。
0;hazard;in-progress;kk;Апаттық шығудың есігі ішінен ашылмайды.;安全出口的门从里面打不开。
0;hazard;in-progress;zh;灭火器过期了，牌子上写的是去年。;
0;hazard;handed-up;ru;Провод искрит у щитка на лестнице.;楼梯配电箱那里电线打火花。
0;hazard;closed;zh;楼梯口堆的货清走了，请再提醒一次。;
0;hazard;closed;ug;پەلەمپەيدىكى چىراغ كۆيمەيدۇ.;
0;hazard;passed-late;zh;B1 水压很小，洗手都不够，已经第二天了。;
0;neighbor-help;passed;ug;ئاپتوبۇس بېكىتى كىرىش ئېغىزىدىن بەك يىراق.;公交站离入口太远。
0;permit;passed-taken;ru;Надо продлить лицензию, нужен ваш совет, какие документы.;
0;cleaning;passed-answered;kk;Солтүстік кіреберістегі мұз тазаланбайды.;北门口的冰没人清。
0;permit;program-received;zh;食品经营许可下个月到期，要重新体检吗？;
0;permit;program-doing;ug;تىجارەت كىنىشكىسىنىڭ ئادرېسىنى ئۆزگەرتمەكچى.;
0;permit;program-question;kk;Жарнама тақтасына рұқсат керек пе?;
0;permit;program-closed;zh;税务登记换了法人，帮忙看看材料。;
0;course-place;program-received;kk;Сенбідегі сөре безендіру курсына жазылғым келеді.;
0;course-place;program-doing;zh;想报手机直播的课，晚上有班吗？;
0;course-place;program-closed;ug;قىسقا سىن ئىشلەش كۇرسىغا ئىككى ئادەم.;
0;promotion-idea;program-received;ru;Предлагаем общую акцию к празднику, скидка на ткани и платки.;
0;promotion-idea;program-doing;zh;下个月一起办一次干果展，试吃试喝。;
0;promotion-idea;program-half;ug;بايراملىق ئېتىبارغا 12 دۇكان قاتنىشىدۇ.;
0;unsorted;received;ug;بىر ئىش سورىماقچىدىم، تېلېفون قىلساڭلار.;
0;unsorted;taken-on;zh;有个事想当面说，请来一趟。;
0;mind-shop?hours=2;minding;kk;Екі сағатқа дүкеніме қарап тұратын адам керек, банкке барып келемін.;请人看两个小时店，我去趟银行。
`;
