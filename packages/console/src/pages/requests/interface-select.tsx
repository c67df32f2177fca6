import { Select } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { words } from './words.ts';

/** Chooses one interface of the signed API, or all: its name; empty for all. */
export function InterfaceSelect({ edition, value, choose }: { edition: string; value: string; choose(name: string): void }) {
  const say = useWords(words);
  const { data } = useApi('GET /api/interfaces', {});
  const names = (data?.items ?? []).filter((each) => edition === '' || each.edition === edition).map(({ name }) => name);
  if (value !== '' && !names.includes(value)) names.push(value);
  return (
    <Select
      aria-label={say('interface')}
      value={value}
      onChange={choose}
      options={[{ value: '', label: say('anyInterface') }, ...names.map((name) => ({ value: name, label: name }))]}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      style={{ width: 210 }}
    />
  );
}
