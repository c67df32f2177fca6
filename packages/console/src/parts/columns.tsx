import { SettingOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Popover } from 'antd';
import { type ReactNode, useState } from 'react';
import { declareWords, useWords } from '../language/words.ts';
import type { Fitting } from './fit.tsx';

const words = declareWords('columns', {
  columns: { en: 'Columns', zh: '列' },
  usual: { en: 'As usual', zh: '恢复默认' },
});

/** A column that may be left out; `name` is kept in the browser, so it stays what it is. */
export type Column<R> = Fitting<R> & { name: string; title: string; hidden?: boolean };

/**
 * The columns of a list that somebody chose to see, kept in this browser, and the button to choose them with.
 *
 * @param list the list's own name
 * @param all every column in its order; `hidden` ones are not seen until they are chosen
 */
export function useColumns<R>(list: string, all: Column<R>[]): { columns: Column<R>[]; chooser: ReactNode } {
  const say = useWords(words);
  const usual = all.filter(({ hidden }) => !hidden).map(({ name }) => name);
  const [chosen, setChosen] = useState(() => kept(list) ?? usual);
  const choose = (names: string[]) => {
    setChosen(names);
    localStorage.setItem(placeOf(list), JSON.stringify(names));
  };
  const content = (
    <Flex vertical gap={4}>
      <Checkbox.Group
        value={chosen}
        onChange={(names) => names.length > 0 && choose(names as string[])}
        options={all.map(({ name, title }) => ({ value: name, label: title }))}
        style={{ display: 'flex', flexDirection: 'column', gap: 4 }}
      />
      <Button type="link" size="small" onClick={() => choose(usual)}>
        {say('usual')}
      </Button>
    </Flex>
  );
  return {
    columns: all.filter(({ name }) => chosen.includes(name)).map(({ hidden: _, ...column }) => column as Column<R>),
    chooser: (
      <Popover content={content} trigger="click" placement="bottomRight">
        <Button icon={<SettingOutlined aria-hidden />}>{say('columns')}</Button>
      </Popover>
    ),
  };
}

const placeOf = (list: string) => `tongbu.columns.${list}`;

function kept(list: string): string[] | null {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(placeOf(list)) ?? 'null');
    return Array.isArray(names) && names.length > 0 ? names.map(String) : null;
  } catch {
    return null;
  }
}
