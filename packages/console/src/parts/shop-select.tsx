import { Select } from 'antd';
import { useApi } from '../api/use-api.ts';
import { declareWords, useWords } from '../language/words.ts';

const words = declareWords('shop-select', { all: { en: 'All shops', zh: '全部店铺' }, shop: { en: 'Shop', zh: '店铺' } });

/** Chooses one shop, or all: its number; empty for all. */
export function ShopSelect({ value, choose }: { value: string; choose(shopNo: string): void }) {
  const say = useWords(words);
  const { data } = useApi('GET /api/shops', {});
  const shops = data?.items ?? [];
  const options = shops.map(({ shopNo, name }) => ({ value: shopNo, label: name ? `${shopNo} · ${name}` : shopNo }));
  if (value !== '' && !shops.some(({ shopNo }) => shopNo === value)) options.push({ value, label: value });
  return (
    <Select
      aria-label={say('shop')}
      value={value}
      onChange={choose}
      options={[{ value: '', label: say('all') }, ...options]}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
    />
  );
}
