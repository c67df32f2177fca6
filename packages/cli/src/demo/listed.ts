import { demoFiles } from './seed.ts';

/** What a shop calls an item it has on sale: its own numbers and words, by the merchant code. */
export type Listed = (shopNo: string, specNo: string) => ListedGoods;

interface ListedGoods {
  goods_id: string;
  spec_id: string;
  goods_no: string;
  spec_no: string;
  goods_name: string;
  spec_name: string;
}

/** The shops' own pages of goods. */
export function listedGoods(): Listed {
  const found = new Map(
    demoFiles().listings.map((listing) => {
      const { shop_no, goods_id = '', spec_id = '', goods_no = '', spec_no = '', goods_name = '', spec_name = '' } = listing;
      return [`${shop_no} ${spec_no || goods_no}`, { goods_id, spec_id, goods_no, spec_no, goods_name, spec_name }];
    }),
  );
  return (shopNo, specNo) => {
    const goods = found.get(`${shopNo} ${specNo}`);
    if (!goods) throw new Error(`shop ${shopNo} does not sell ${specNo}`);
    return goods;
  };
}
