/** Bringing rows in from a file, tried out first; and taking them out. */
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Checkbox, Flex, Modal, Space, Upload } from 'antd';
import { useState } from 'react';
import { type Answer, addressOf, type Input } from '../api/call.ts';
import { useAct } from '../api/use-api.ts';
import { declareWords, useWords } from '../language/words.ts';
import { Lines } from './lines.tsx';
import { LongText } from './long-text.tsx';
import { Problem } from './problem.tsx';
import { useCan } from './use-can.ts';

const words = declareWords('import-rows', {
  import: { en: 'Import', zh: '导入' },
  export: { en: 'Export', zh: '导出' },
  title: { en: 'Import from a CSV file', zh: '从 CSV 文件导入' },
  note: {
    en: 'With a header as an export has it. It is checked first, and nothing is written before you say so. 8 MiB and 10,000 rows at most.',
    zh: '表头与导出的文件一致。先检查，确认后才写入；最多 8 MiB、10,000 行。',
  },
  choose: { en: 'Choose a file', zh: '选择文件' },
  good: {
    en: { one: '{{count}} row, and it can be written.', other: '{{count}} rows, and all can be written.' },
    zh: '共 {{count}} 行，全部可以写入。',
  },
  bad: { en: '{{bad}} of {{rows}} rows cannot be written.', zh: '共 {{rows}} 行，其中 {{bad}} 行无法写入。' },
  partial: { en: 'Write the others, and leave these out', zh: '跳过这些行，写入其余的' },
  write: { en: 'Write', zh: '写入' },
  cancel: { en: 'Cancel', zh: '取消' },
  written: { en: 'Written: {{changed}} of {{rows}} rows changed something.', zh: '已写入：{{rows}} 行中有 {{changed}} 行产生变化。' },
  line: { en: 'Line', zh: '行号' },
  column: { en: 'Column', zh: '列' },
  value: { en: 'Value', zh: '值' },
  problem: { en: 'What is wrong', zh: '问题' },
});

type Kind = 'items' | 'suites' | 'levels' | 'listings' | 'rules' | 'carriers' | 'shops' | 'warehouses' | 'orders';
type Checked = Answer<'POST /api/import/{kind}'>;

/** The two buttons of a list: import, for those who may, and export. */
export function ImportExport({ kind, renews }: { kind: Kind; renews: string[] }) {
  const say = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const mayWrite = useCan('operator');
  return (
    <Space>
      {mayWrite && (
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => setOpen(true)}>
          {say('import')}
        </Button>
      )}
      <Button
        icon={<DownloadOutlined aria-hidden />}
        href={addressOf('GET /api/export/{kind}', { params: { kind } })}
        download={`${kind}.csv`}
      >
        {say('export')}
      </Button>
      {isOpen && <ImportDialog kind={kind} renews={renews} close={() => setOpen(false)} />}
    </Space>
  );
}

function ImportDialog({ kind, renews, close }: { kind: Kind; renews: string[]; close(): void }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [partial, setPartial] = useState(false);
  const check = useAct('POST /api/import/{kind}', { renews: [] });
  const write = useAct('POST /api/import/{kind}', { renews });
  const asked = (text: string, query: { dryRun?: 'true'; partial?: 'true' }) =>
    ({ params: { kind }, query, body: text }) as Input<'POST /api/import/{kind}'>;
  const take = async (chosen: Blob & { name: string }) => {
    const text = await chosen.text();
    setFile({ name: chosen.name, text });
    setPartial(false);
    check.mutate(asked(text, { dryRun: 'true' }));
  };
  const keepHere = (chosen: Blob & { name: string }) => {
    void take(chosen);
    return false; // it is sent with our own call
  };
  const checked = check.data;
  const canWrite = file !== null && checked !== undefined && (checked.leftOut === 0 || partial) && checked.rows > checked.leftOut;
  const doIt = () =>
    file &&
    write.mutate(asked(file.text, partial ? { partial: 'true' } : {}), {
      onSuccess: ({ rows, changed }) => {
        void message.success(say('written', { rows, changed }));
        close();
      },
    });
  return (
    <Modal
      open
      title={say('title')}
      width={760}
      onCancel={close}
      onOk={doIt}
      okText={say('write')}
      cancelText={say('cancel')}
      okButtonProps={{ disabled: !canWrite }}
      confirmLoading={write.isPending}
    >
      <Flex vertical gap="middle" style={{ paddingBlock: 8 }}>
        <span>{say('note')}</span>
        <Upload accept=".csv,text/csv" maxCount={1} showUploadList={false} beforeUpload={keepHere}>
          <Button icon={<UploadOutlined aria-hidden />} loading={check.isPending}>
            {file?.name ?? say('choose')}
          </Button>
        </Upload>
        <Problem of={check.error ?? write.error} />
        {checked && <Findings of={checked} />}
        {checked !== undefined && checked.leftOut > 0 && checked.leftOut < checked.rows && (
          <Checkbox checked={partial} onChange={({ target }) => setPartial(target.checked)}>
            {say('partial')}
          </Checkbox>
        )}
      </Flex>
    </Modal>
  );
}

function Findings({ of: { rows, leftOut, problems } }: { of: Checked }) {
  const say = useWords(words);
  if (leftOut === 0) return <Alert type="success" showIcon title={say('good', { count: rows })} />;
  return (
    <>
      <Alert type="warning" showIcon title={say('bad', { bad: leftOut, rows })} />
      <Lines
        label={say('problem')}
        rowKey={({ row, column }) => `${row} ${column}`}
        rows={problems}
        pageSize={10}
        columns={[
          { title: say('line'), dataIndex: 'line', align: 'end', render: (line: number | null, { row }) => line ?? row + 1 },
          { title: say('column'), dataIndex: 'column' },
          { title: say('value'), dataIndex: 'value', render: (text: string) => <LongText text={text} width={200} /> },
          { title: say('problem'), dataIndex: 'problem', bare: true },
        ]}
      />
    </>
  );
}
