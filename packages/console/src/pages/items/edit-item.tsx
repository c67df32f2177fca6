import { Input } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

type Item = Answer<'GET /api/items/{specNo}'>;

const TEXTS = ['goodsName', 'specName', 'goodsNo', 'barcode', 'brand', 'category', 'unit'] as const;
const SAID = {
  goodsName: 'name',
  specName: 'spec',
  goodsNo: 'goodsNo',
  barcode: 'barcode',
  brand: 'brand',
  category: 'category',
  unit: 'unit',
} as const;

/** Adds an item, or changes one. */
export function EditItem({ item, close, done }: { item?: Item; close(): void; done?: (specNo: string) => void }) {
  const say = useWords(words);
  const [code, setCode] = useState(item?.specNo ?? '');
  const [texts, setTexts] = useState(
    () => Object.fromEntries(TEXTS.map((name) => [name, item?.[name] ?? ''])) as Record<(typeof TEXTS)[number], string>,
  );
  const specNo = code.trim();
  const changed = Object.fromEntries(
    TEXTS.filter((name) => texts[name] !== (item?.[name] ?? '')).map((name) => [name, texts[name].trim()]),
  );
  const input = specNo === '' || (item && Object.keys(changed).length === 0) ? null : { params: { specNo }, body: changed };
  return (
    <ActDialog
      title={item ? say('editTitle', { code: item.specNo }) : say('add')}
      act={say('save')}
      at="PUT /api/items/{specNo}"
      input={input}
      renews={['/api/items', '/api/levels', '/api/unbound', '/api/listings']}
      close={close}
      done={() => done?.(specNo)}
    >
      <Fields>
        {!item && (
          <Field label={say('code')} note={say('codeNote')} wide>
            <Input value={code} maxLength={40} autoFocus onChange={({ target }) => setCode(target.value)} />
          </Field>
        )}
        {TEXTS.map((name) => (
          <Field
            key={name}
            label={say(SAID[name])}
            wide={name === 'goodsName' || name === 'category'}
            note={name === 'category' && say('categoryNote')}
          >
            <Input value={texts[name]} maxLength={255} onChange={({ target }) => setTexts({ ...texts, [name]: target.value })} />
          </Field>
        ))}
      </Fields>
      <WillHappen write="saveItem" params={{ specNo }} body={input && changed} />
    </ActDialog>
  );
}
