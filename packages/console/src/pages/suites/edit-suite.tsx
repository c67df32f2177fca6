import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Input } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { GoodsSelect } from '../../parts/selects.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

type Suite = Answer<'GET /api/suites/{suiteNo}'>;
interface Part {
  specNo: string;
  count: string;
}

const isCount = (text: string) => /^\d{1,15}(\.\d{1,4})?$/.test(text) && Number(text) > 0;

/** Adds a suite, or changes one: the parts that stand here are all that is in it. */
export function EditSuite({ suite, close, done }: { suite?: Suite; close(): void; done?: (suiteNo: string) => void }) {
  const say = useWords(words);
  const [code, setCode] = useState(suite?.suiteNo ?? '');
  const [texts, setTexts] = useState({ name: suite?.name ?? '', brand: suite?.brand ?? '', category: suite?.category ?? '' });
  const [parts, setParts] = useState<Part[]>(suite?.parts.map(({ specNo, count }) => ({ specNo, count })) ?? [{ specNo: '', count: '1' }]);
  const suiteNo = code.trim();
  const isWhole = suiteNo !== '' && parts.length > 0 && parts.every(({ specNo, count }) => specNo !== '' && isCount(count.trim()));
  const body = isWhole ? { ...texts, parts: parts.map(({ specNo, count }) => ({ specNo, count: count.trim() })) } : null;
  const setPart = (place: number, some: Partial<Part>) => setParts(parts.map((part, at) => (at === place ? { ...part, ...some } : part)));
  return (
    <ActDialog
      title={suite ? say('editTitle', { code: suite.suiteNo }) : say('add')}
      act={say('save')}
      at="PUT /api/suites/{suiteNo}"
      input={body && { params: { suiteNo }, body }}
      renews={['/api/suites', '/api/items', '/api/listings', '/api/unbound']}
      close={close}
      done={() => done?.(suiteNo)}
    >
      <Fields>
        {!suite && (
          <Field label={say('code')} note={say('codeNote')} wide>
            <Input value={code} maxLength={40} autoFocus onChange={({ target }) => setCode(target.value)} />
          </Field>
        )}
        <Field label={say('name')} wide>
          <Input value={texts.name} maxLength={255} onChange={({ target }) => setTexts({ ...texts, name: target.value })} />
        </Field>
        <Field label={say('brand')}>
          <Input value={texts.brand} maxLength={64} onChange={({ target }) => setTexts({ ...texts, brand: target.value })} />
        </Field>
        <Field label={say('category')}>
          <Input value={texts.category} maxLength={255} onChange={({ target }) => setTexts({ ...texts, category: target.value })} />
        </Field>
      </Fields>
      <Flex vertical gap="small">
        <strong>{say('parts')}</strong>
        {parts.map(({ specNo, count }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part has no name of its own while it is chosen
          <Flex key={place} gap="small">
            <GoodsSelect
              value={specNo}
              onChange={(chosen) => setPart(place, { specNo: chosen })}
              aria-label={say('part', { n: place + 1 })}
            />
            <Input
              value={count}
              inputMode="decimal"
              aria-label={say('count', { n: place + 1 })}
              {...(!isCount(count.trim()) && { status: 'error' as const })}
              onChange={({ target }) => setPart(place, { count: target.value })}
              style={{ flex: 'none', width: 90 }}
            />
            <Button
              icon={<DeleteOutlined />}
              aria-label={say('removePart', { n: place + 1 })}
              disabled={parts.length === 1}
              onClick={() => setParts(parts.filter((_, at) => at !== place))}
            />
          </Flex>
        ))}
        <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => setParts([...parts, { specNo: '', count: '1' }])}>
          {say('addPart')}
        </Button>
      </Flex>
      <WillHappen write="saveSuite" params={{ suiteNo }} body={body} />
    </ActDialog>
  );
}
