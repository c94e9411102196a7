import type { Pair } from './labelled.fixture.js';

/**
 * Pairs written before the rule on words was, and never looked at while it was made: what it does on these is what it does. Invented (示例数据), with words as people
 * send them from a street or a telephone: short, often without any name of the place.
 */
export const HELD_OUT: readonly Pair[] = [
  // one need
  [12, 20, 2, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '路口积水过膝，车过不去', '这边水很深了，快来人'], [45, 70, 6, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'channel', true, '京广路隧道进水', '京广路隧道里水涨得很快'],
  [80, 130, 11, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '学校门口积水', '一小门口水到膝盖'], [150, 200, 16, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '中州大道辅路全淹', '中州大道这段都是水'],
  [198, 10, 21, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '铁路涵洞积水', '涵洞东头水一米多'], [235, 50, 13, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '京广路隧道南口积水', '京广路隧道北口也进不去了'],
  [262, 100, 22, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'source', true, '沙口路立交下面全是水', '沙口路立交积水，两头都堵了'], [280, 150, 9, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '这条街都淹了', '整条街没法走'],
  [5, 0, 34, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '农业路桥下积水', '农业路桥下水还没退'], [30, 260, 41, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'channel', true, '下穿道积水半米', '热线：下穿道有积水'],
  [22, 310, 3, 'TRAPPED', 'TRAPPED', 'person', true, '3号楼地下车库有两个人出不来', '三号楼车库里有人喊救命'], [60, 340, 8, 'TRAPPED', 'TRAPPED', 'person', true, '地下室困人', '负一层有老人上不来'],
  [95, 35, 14, 'TRAPPED', 'TRAPPED', 'source', true, '一辆面包车熄火，人在车顶', '车顶上站着人'], [140, 85, 24, 'TRAPPED', 'TRAPPED', 'person', true, '公交车里有十几个乘客', '906路公交困在水里'],
  [185, 135, 5, 'TRAPPED', 'TRAPPED', 'channel', true, '锦绣小区2号楼1单元电梯困人', '锦绣小区二号楼电梯有人'], [33, 185, 37, 'TRAPPED', 'TRAPPED', 'person', true, '12号楼一楼老人没转出来', '12号楼还有老人'],
  [8, 235, 4, 'BREACH', 'BREACH', 'person', true, '河堤冒水', '堤脚在往外冒水'], [110, 285, 17, 'BREACH', 'BREACH', 'person', true, '七里河东岸塌了一块', '七里河堤塌方'],
  [190, 335, 28, 'BREACH', 'BREACH', 'source', true, '路面塌陷，有个大坑', '塌了个坑，三米多'], [240, 25, 12, 'BREACH', 'BREACH', 'person', true, '贾鲁河堤漫水', '贾鲁河堤多处漫水'],
  [18, 75, 7, 'DAMAGE', 'DAMAGE', 'person', true, '大树倒了压住车', '树砸车上了'], [70, 125, 19, 'DAMAGE', 'DAMAGE', 'channel', true, '围墙倒了', '学校围墙倒塌二十米'],
  [160, 175, 26, 'DAMAGE', 'DAMAGE', 'person', true, '电线掉下来了', '高压线断了垂在路上'], [48, 225, 31, 'DAMAGE', 'DAMAGE', 'person', true, '老房子墙塌了', '民房倒塌'],
  [10, 275, 1, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'person', true, '泵站停了', '排水泵站没电'], [90, 325, 10, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'person', true, '1号泵站跳闸', '一号泵站机组停机'],
  [175, 15, 23, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'source', true, '信号灯不亮', '路口红绿灯灭了'], [25, 65, 44, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'person', true, '配电房进水断电', '小区配电房泡了，全停电'],
  [15, 115, 9, 'SUPPORT', 'SUPPORT', 'person', true, '要沙袋两百条', '请送沙袋'], [55, 165, 20, 'SUPPORT', 'SUPPORT', 'channel', true, '需要抽水泵', '请求支援水泵两台'],
  [120, 215, 29, 'SUPPORT', 'SUPPORT', 'person', true, '要冲锋舟', '派船来，人出不去'], [40, 265, 15, 'TRAPPED', 'SUPPORT', 'person', true, '5号楼困了三个人', '5号楼要船救人'],
  [65, 55, 18, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', true, '1号楼前积水', '3号楼前面积水，连到1号楼了'], [100, 105, 12, 'TRAPPED', 'TRAPPED', 'person', true, '2单元有人被困', '5号楼2单元被困一人'],
  // two needs
  [30, 155, 4, 'TRAPPED', 'TRAPPED', 'person', false, '3号楼地下室困人', '4号楼地下室困人'], [60, 205, 9, 'TRAPPED', 'TRAPPED', 'person', false, '幸福小区七号楼电梯有人', '幸福小区9号楼电梯有人'],
  [90, 255, 13, 'TRAPPED', 'TRAPPED', 'source', false, '1单元一楼老人', '3单元一楼老人'], [140, 305, 20, 'TRAPPED', 'TRAPPED', 'person', false, '车里有人', '桥上困了两个人'],
  [180, 355, 27, 'TRAPPED', 'TRAPPED', 'channel', false, '地铁口困人', '商场负一层有人'], [50, 45, 6, 'TRAPPED', 'TRAPPED', 'person', false, '12号楼有孕妇要转移', '15号楼有病人要转移'],
  [110, 95, 17, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '南门积水', '北门积水'], [170, 145, 24, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '中州大道积水', '农业路积水'],
  [195, 195, 8, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '立交桥上层积水', '立交桥下层积水'], [75, 245, 2, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'source', false, '2号路口有水', '4号路口有水'],
  [230, 295, 10, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '东风路积水', '花园路积水'], [255, 345, 19, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '小区门口积水', '菜市场门口积水'],
  [285, 40, 26, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '金水路立交积水', '金水路地道积水'], [350, 90, 5, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '建设路积水', '建设路西头积水'],
  [20, 140, 35, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'person', false, '京广路隧道积水已抽干', '京广路隧道又开始进水'], [10, 190, 50, 'WATER_ON_ROAD', 'WATER_ON_ROAD', 'channel', false, '路口积水', '同一路口再次积水'],
  [35, 240, 39, 'TRAPPED', 'TRAPPED', 'person', false, '3号楼救出两人', '3号楼又有一户被困'], [5, 290, 120, 'TRAPPED', 'TRAPPED', 'person', false, '电梯困人', '电梯又困人'],
  [25, 340, 7, 'BREACH', 'DAMAGE', 'person', false, '路面塌了', '旁边电杆歪了'], [80, 30, 15, 'BREACH', 'BREACH', 'person', false, '东岸渗水', '西岸渗水'],
  [165, 80, 22, 'BREACH', 'BREACH', 'person', false, '2号坝段渗漏', '5号坝段渗漏'], [220, 130, 3, 'BREACH', 'BREACH', 'person', false, '七里河塌岸', '潮河塌岸'],
  [45, 180, 11, 'DAMAGE', 'DAMAGE', 'person', false, '一棵树倒了', '路灯杆倒了'], [130, 230, 18, 'DAMAGE', 'DAMAGE', 'channel', false, '围墙倒了', '广告牌掉了'],
  [190, 280, 29, 'DAMAGE', 'DAMAGE', 'person', false, '3号院围墙倒了', '6号院围墙倒了'], [85, 330, 14, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'person', false, '1号泵站停机', '2号泵站停机'],
  [155, 20, 25, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'source', false, '红绿灯坏了', '变压器冒烟'], [60, 70, 33, 'FACILITY_FAILURE', 'FACILITY_FAILURE', 'person', false, '水泵修好了', '水泵又停了'],
  [40, 120, 6, 'SUPPORT', 'SUPPORT', 'person', false, '要沙袋', '要水泵'], [100, 170, 16, 'SUPPORT', 'SUPPORT', 'person', false, '8号楼要船', '11号楼要船'],
  [150, 220, 23, 'SUPPORT', 'SUPPORT', 'channel', false, '医疗点要药', '安置点要饭'], [0, 0, 2, 'SUPPORT', 'SUPPORT', 'none', false, '要沙袋', '再要两台泵'],
];
