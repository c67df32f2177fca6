import { declareWords } from '../../language/words.ts';

export const words = declareWords('overview', {
  title: { en: 'Overview', zh: '总览' },
  note: { en: 'What waits for each shop.', zh: '各店铺等待同步的情况。' },
  list: { en: 'Shops', zh: '店铺' },
  shop: { en: 'Shop', zh: '店铺' },
  name: { en: 'Name', zh: '名称' },
  listings: { en: 'Stock waiting', zh: '库存待同步' },
  shipments: { en: 'Parcels waiting', zh: '物流待同步' },
  none: { en: 'No shop yet. Import one with tongbu import.', zh: '还没有店铺，可用 tongbu import 导入。' },
});
