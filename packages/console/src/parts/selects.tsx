/** Choosing one of the seller's records by its number or code. */
import { Select, type SelectProps } from 'antd';
import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { declareWords, useWords } from '../language/words.ts';
import { useLater } from './use-later.ts';

const words = declareWords('selects', {
  item: { en: 'Code or name of an item', zh: '单品编码或名称' },
  code: { en: 'Code of an item or suite', zh: '单品或组合装编码' },
  suite: { en: 'suite', zh: '组合装' },
  none: { en: 'Nothing found', zh: '没有找到' },
});

type Props = Omit<SelectProps<string>, 'options' | 'value' | 'onChange'> & { value: string | undefined; onChange(code: string): void };

/** An item, found by the server as its code, barcode or name is typed; with suites as well where they can be chosen. */
export function GoodsSelect({ suites = false, onChange, value, ...rest }: Props & { suites?: boolean }) {
  const say = useWords(words);
  const [typed, setTyped] = useState('');
  const q = useLater(typed.trim(), 250) || null;
  const items = useApi('GET /api/items', { query: { q, limit: '20' } });
  const sets = useApi('GET /api/suites', { query: { q, limit: '20' } }, { when: suites });
  const options = [
    ...(items.data?.items ?? []).map(({ specNo, goodsName, specName }) => ({ value: specNo, name: `${goodsName} ${specName}`.trim() })),
    ...((suites && sets.data?.items) || []).map(({ suiteNo, name }) => ({ value: suiteNo, name: `${name} · ${say('suite')}` })),
  ];
  return (
    <Select<string>
      {...rest}
      showSearch={{ onSearch: setTyped, filterOption: false, searchValue: typed }}
      {...(value && { value })}
      onChange={(code) => {
        setTyped('');
        onChange(code);
      }}
      loading={items.isFetching}
      placeholder={say(suites ? 'code' : 'item')}
      notFoundContent={say('none')}
      options={options.map(({ value, name }) => ({ value, label: name === '' ? value : `${value} · ${name}` }))}
      style={{ width: '100%', minWidth: 0, ...rest.style }}
    />
  );
}

const ALL = { limit: '200' };

/** A warehouse; all of them are offered. */
export function WarehouseSelect(props: Omit<SelectProps<string>, 'options'>) {
  const { data } = useApi('GET /api/warehouses', { query: ALL });
  const options = (data?.items ?? []).map(({ warehouseNo, name }) => ({ value: warehouseNo, label: labelOf(warehouseNo, name) }));
  return <Select<string> showSearch={BY_LABEL} {...props} options={options} style={{ width: '100%', ...props.style }} />;
}

/** A shop; all of them are offered. */
export function ShopSelect(props: Omit<SelectProps<string>, 'options'>) {
  const { data } = useApi('GET /api/shops', {});
  const options = (data?.items ?? []).map(({ shopNo, name }) => ({ value: shopNo, label: labelOf(shopNo, name) }));
  return <Select<string> showSearch={BY_LABEL} {...props} options={options} style={{ width: '100%', ...props.style }} />;
}

/** A carrier that is in use, by the seller's own code. */
export function CarrierSelect(props: Omit<SelectProps<string>, 'options'>) {
  const { data } = useApi('GET /api/carriers', {});
  const options = (data?.items ?? [])
    .filter(({ disabled }) => !disabled)
    .map(({ code, name }) => ({ value: code, label: labelOf(code, name) }));
  return <Select<string> showSearch={BY_LABEL} {...props} options={options} style={{ width: '100%', ...props.style }} />;
}

const BY_LABEL = { optionFilterProp: 'label' } as const;

/** What people see of a number with a name. */
export function labelOf(no: string, name: string): string {
  return name === '' || name === no ? no : `${no} · ${name}`;
}
