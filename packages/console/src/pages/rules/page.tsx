import { PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Field } from '../../parts/fields.tsx';
import { ImportExport } from '../../parts/import-rows.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { useCan } from '../../parts/use-can.ts';
import type { Rule } from './rule-type.ts';
import { words } from './words.ts';

/** Rules (库存同步策略), the highest priority first. */
export default function Rules() {
  const say = useWords(words);
  const navigate = useNavigate();
  const [isNew, setNew] = useState(false);
  const mayWrite = useCan('operator');
  const { data, error, isPending, refetch } = useApi('GET /api/rules', {});
  const open = (no: string) => void navigate({ to: '/rules/$no', params: { no } as never });
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <ImportExport kind="rules" renews={['/api/rules', '/api/listings']} />
        {mayWrite && (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setNew(true)}>
            {say('add')}
          </Button>
        )}
      </PageHead>
      <Records<Rule>
        label={say('title')}
        rowKey="no"
        page={data && { items: data.items, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={({ no }) => open(no)}
        empty={say('none')}
        columns={[
          { title: say('priority'), dataIndex: 'priority', align: 'end', width: 88, bare: false },
          { title: say('no'), dataIndex: 'no', bare: true, render: (no: string) => <LongText text={no} code width={160} /> },
          { title: say('name'), dataIndex: 'name', bare: true, render: (text: string) => <LongText text={text} width={240} /> },
          { title: say('scope'), key: 'scope', render: (_, rule) => <Scope of={rule} /> },
          { title: say('formula'), key: 'formula', render: (_, rule) => <Formula of={rule} /> },
          {
            title: say('state'),
            bare: true,
            dataIndex: 'enabled',
            render: (enabled: boolean) =>
              enabled ? <Mark tone="good">{say('enabled')}</Mark> : <Mark tone="plain">{say('disabled')}</Mark>,
          },
        ]}
      />
      {isNew && <NewRule close={() => setNew(false)} open={open} />}
    </>
  );
}

function Scope({ of: { shops, category, brand } }: { of: Rule }) {
  const say = useWords(words);
  const told = [
    shops && say('ofShops', { shops: shops.join(say('comma')) }),
    category && say('ofCategory', { category }),
    brand && say('ofBrand', { brand }),
  ];
  return <LongText text={told.filter(Boolean).join(' · ') || say('everything')} width={300} />;
}

function Formula({ of: { percent, plus, min, max } }: { of: Rule }) {
  const say = useWords(words);
  const told = [
    say('percentOf', { percent }),
    plus !== '0' && `${plus.startsWith('-') ? '' : '+ '}${plus}`,
    min !== '0' && `≥ ${min}`,
    max !== '0' && `≤ ${max}`,
  ];
  return (
    <span title={say('formula')} style={{ whiteSpace: 'nowrap' }}>
      {told.filter(Boolean).join('  ')}
    </span>
  );
}

function NewRule({ close, open }: { close(): void; open(no: string): void }) {
  const say = useWords(words);
  const [no, setNo] = useState('');
  const go = () => no.trim() !== '' && open(no.trim());
  return (
    <Modal
      open
      title={say('add')}
      onCancel={close}
      onOk={go}
      okText={say('next')}
      cancelText={say('cancel')}
      okButtonProps={{ disabled: no.trim() === '' }}
    >
      <Field label={say('no')} note={say('noNote')} wide>
        <Input value={no} maxLength={40} autoFocus onChange={({ target }) => setNo(target.value)} onPressEnter={go} />
      </Field>
    </Modal>
  );
}
