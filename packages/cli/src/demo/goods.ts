/** The goods of `tongbu demo`: what a household shop sells, made up, brands included. */

/** A specification of goods: one item (SKU). */
export interface DemoSpec {
  /** Merchant code (商家编码), such as `YQ-TEA-001-250`. */
  specNo: string;
  /** Name, such as `250g 罐装`. */
  specName: string;
}

/** Goods (货品) with their specifications. */
export interface DemoGoods {
  /** Such as `YQ-TEA-001`; the merchant codes of its specifications begin with it. */
  goodsNo: string;
  goodsName: string;
  category: DemoCategory;
  /** One to four. */
  specs: readonly DemoSpec[];
}

/** A category of goods and how much of one item a warehouse usually holds. */
export interface DemoCategory {
  /** Three letters within the merchant codes, such as `TEA`. */
  code: string;
  name: string;
  /** Pieces of one item in one warehouse: rarely fewer than the first, rarely more than the second. */
  usualStock: readonly [number, number];
}

/** `[name, [end of the merchant code, name of the specification], …]` */
type Line = readonly [string, ...(readonly [string, string][])];

const TABLE: readonly (readonly [DemoCategory, readonly Line[]])[] = [
  [
    { code: 'TEA', name: '茶叶', usualStock: [60, 420] },
    [
      ['栖岭 明前龙井 绿茶', ['050', '50g 便携装'], ['125', '125g 罐装'], ['250', '250g 罐装'], ['GIFT', '250g×2 礼盒装']],
      ['栖岭 武夷山肉桂 岩茶', ['080', '8g×10泡'], ['160', '8g×20泡']],
      ['栖岭 福鼎白茶 老寿眉', ['100', '100g 饼茶'], ['350', '350g 饼茶'], ['DC', '陈皮白茶 5g×12颗']],
      ['栖岭 茉莉花茶 七窨', ['100', '100g 袋装'], ['200', '200g 罐装']],
      ['山渡 冷泡茶 三角茶包', ['PX', '蜜桃乌龙 15包'], ['QT', '青提茉莉 15包'], ['LZ', '荔枝红茶 15包']],
      ['山渡 桂花红茶', ['150', '150g 罐装']],
    ],
  ],
  [
    { code: 'TEX', name: '家纺', usualStock: [15, 140] },
    [
      ['栖棉 60支长绒棉四件套', ['W15', '云灰·1.5m床'], ['W18', '云灰·1.8m床'], ['G15', '苔绿·1.5m床'], ['G18', '苔绿·1.8m床']],
      ['栖棉 新疆棉花被 春秋款', ['15', '150×200cm 4斤'], ['20', '200×230cm 6斤'], ['22', '220×240cm 6斤']],
      ['栖棉 荞麦壳护颈枕', ['S', '单只'], ['D', '一对装']],
      ['栖棉 纱布浴巾 70×140cm', ['WH', '米白'], ['BL', '雾蓝'], ['PK', '藕粉']],
      ['棉屿里 法兰绒毯', ['100', '100×150cm 驼色'], ['150', '150×200cm 驼色'], ['200', '200×230cm 驼色']],
    ],
  ],
  [
    { code: 'KIT', name: '厨具', usualStock: [20, 180] },
    [
      ['栖灶 精铁炒锅 无涂层', ['30', '30cm'], ['32', '32cm'], ['34', '34cm 带木盖']],
      ['栖灶 珐琅铸铁炖锅', ['22R', '22cm 石榴红'], ['24R', '24cm 石榴红'], ['24W', '24cm 奶白']],
      ['栖灶 鸡翅木筷子', ['05', '5双装'], ['10', '10双装']],
      ['栖灶 整竹菜板', ['S', '小号 34×24cm'], ['M', '中号 40×28cm'], ['L', '大号 45×32cm']],
      ['灶上青 高硼硅玻璃保鲜盒', ['640', '640ml 单只'], ['3P', '三件套'], ['5P', '五件套']],
      ['灶上青 三合钢切片刀', ['180', '180mm']],
    ],
  ],
  [
    { code: 'SNK', name: '零食', usualStock: [150, 1600] },
    [
      ['咕噜岭 每日坚果', ['07', '25g×7包'], ['30', '25g×30包 礼盒']],
      ['咕噜岭 冻干草莓脆', ['1B', '1包·30g'], ['3B', '3包装·原味'], ['3Y', '3包装·酸奶味']],
      ['咕噜岭 手撕牛肉干', ['WX', '五香 100g'], ['XL', '香辣 100g'], ['SD', '沙嗲 100g']],
      ['栖味 麻薯', ['HD', '红豆味 210g'], ['MC', '抹茶味 210g'], ['ZM', '黑芝麻味 210g']],
      ['栖味 临安山核桃仁', ['120', '120g 罐装'], ['240', '120g×2罐']],
      ['栖味 桂花藕粉', ['10', '30g×10袋'], ['20', '30g×20袋']],
    ],
  ],
  [
    { code: 'STA', name: '文具', usualStock: [80, 900] },
    [
      ['墨渡 速干中性笔 0.5mm', ['BK', '黑色 12支'], ['BL', '蓝色 12支'], ['RD', '红色 12支']],
      ['墨渡 B5活页本', ['LN', '横线 60张'], ['GD', '方格 60张'], ['CR', '替芯 100张']],
      ['墨渡 2027手帐日程本', ['GN', 'A6 松绿'], ['OR', 'A6 柿橙'], ['BR', 'A5 胡桃棕']],
      ['墨渡 复古钢笔 F尖', ['BK', '曜黑'], ['GN', '墨绿'], ['GIFT', '墨绿·礼盒（含墨水）']],
      ['墨渡 双头荧光笔', ['06', '6色'], ['12', '12色'], ['18', '18色']],
      ['墨渡 桌面收纳笔筒', ['WD', '榉木']],
    ],
  ],
  [
    { code: 'CAR', name: '个护', usualStock: [120, 1200] },
    [
      ['栖沐 竹纤维洗脸巾', ['060', '60抽'], ['060X6', '60抽×6包'], ['100X3', '100抽×3包']],
      ['栖沐 氨基酸沐浴露', ['BT', '白茶 500ml'], ['QG', '青柑 500ml'], ['BTR', '白茶 补充装 400ml']],
      ['栖沐 控油蓬松洗发水', ['300', '300ml'], ['500', '500ml']],
      ['栖沐 软毛牙刷', ['04', '4支装'], ['10', '10支装']],
      ['栖沐 含氟牙膏 120g', ['LJ', '龙井茶香'], ['BH', '薄荷'], ['3P', '三支组合装']],
      ['栖沐 保湿护手霜 50g', ['GH', '桂花'], ['YZ', '柚子'], ['BT', '白茶']],
    ],
  ],
  [
    { code: 'APP', name: '小家电', usualStock: [8, 90] },
    [
      ['暖屿 电热水壶 1.5L', ['WH', '奶白'], ['GN', '抹茶绿']],
      ['暖屿 桌面暖风机', ['WH', '云白 600W'], ['PK', '樱粉 600W']],
      ['暖屿 迷你电饭煲', ['16W', '1.6L 白色'], ['16G', '1.6L 绿色'], ['30W', '3L 白色']],
      ['暖屿 加湿器 无雾', ['30', '3L'], ['50', '5L 遥控款']],
      ['暖屿 手持挂烫机', ['WH', '白色'], ['BL', '雾霾蓝']],
      ['暖屿 折叠护眼台灯', ['USB', '充电款'], ['PLUG', '插电款']],
      ['暖屿 养生壶 0.8L', ['STD', '标准款'], ['TEA', '带茶篮']],
    ],
  ],
  [
    { code: 'BAB', name: '母婴', usualStock: [60, 500] },
    [
      ['芽栖 婴儿棉柔巾 干湿两用', ['080X6', '80抽×6包'], ['100X12', '100抽×12包']],
      ['芽栖 纱布口水巾', ['05', '5条装'], ['10', '10条装']],
      ['芽栖 新生儿连体衣', ['59', '杏色 59码'], ['66', '杏色 66码'], ['73', '杏色 73码']],
      ['芽栖 PPSU奶瓶', ['160', '160ml'], ['240', '240ml'], ['PAIR', '160ml+240ml 组合']],
      ['芽栖 婴儿湿巾 手口专用', ['10', '80抽×10包'], ['MINI', '10抽×20包 便携装']],
      ['芽栖 硅胶辅食碗 带吸盘', ['YL', '鹅黄'], ['GN', '豆绿'], ['SET', '碗勺套装 鹅黄']],
    ],
  ],
  [
    { code: 'STO', name: '收纳', usualStock: [40, 380] },
    [
      ['云格 衣物收纳箱', ['35', '35L 透明'], ['55', '55L 透明'], ['3P', '55L 三只装']],
      ['云格 真空压缩袋', ['05', '5只装（含手泵）'], ['11', '11只装（含电泵）']],
      ['云格 抽屉分隔盒', ['04', '4件套'], ['08', '8件套']],
      ['云格 植绒防滑衣架', ['20G', '20只 灰色'], ['20P', '20只 粉色'], ['50G', '50只 灰色']],
      ['云格 可叠放鞋盒', ['06', '6只装'], ['12', '12只装']],
      ['云格 厨房调料置物架', ['2F', '双层'], ['3F', '三层']],
    ],
  ],
  [
    { code: 'PET', name: '宠物', usualStock: [40, 460] },
    [
      ['喵屿 豆腐猫砂 6L', ['YW', '原味'], ['LC', '绿茶味'], ['YWX4', '原味×4袋']],
      ['喵屿 冻干鸡胸肉 猫零食', ['050', '50g'], ['200', '200g 桶装']],
      ['喵屿 剑麻猫抓板', ['S', '小号'], ['L', '大号 瓦楞窝']],
      ['汪渡 全价成犬粮', ['015', '1.5kg'], ['100', '10kg']],
      ['汪渡 宠物尿垫', ['S100', 'S码 100片'], ['M50', 'M码 50片'], ['L40', 'L码 40片']],
      ['汪渡 反光牵引绳', ['S', '小型犬 1.5m'], ['M', '中型犬 1.8m']],
    ],
  ],
];

/** All goods of the made-up seller, in order of their codes within each category; about 60 with about 150 specifications. */
export const demoGoods: readonly DemoGoods[] = TABLE.flatMap(([category, lines]) =>
  lines.map((line, index) => goodsOf(category, line, `YQ-${category.code}-${String(index + 1).padStart(3, '0')}`)),
);

function goodsOf(category: DemoCategory, [goodsName, ...specs]: Line, goodsNo: string): DemoGoods {
  return { goodsNo, goodsName, category, specs: specs.map(([end, specName]) => ({ specNo: `${goodsNo}-${end}`, specName })) };
}
