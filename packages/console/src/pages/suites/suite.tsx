import { Button, Space, Spin, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { CodeLink } from '../../parts/catalogue/code-link.tsx';
import { Remove } from '../../parts/catalogue/remove.tsx';
import { Lines } from '../../parts/lines.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Facts } from '../../parts/record/facts.tsx';
import { RecordDrawer } from '../../parts/record-drawer.tsx';
import { Selling } from '../../parts/selling.tsx';
import { useCan } from '../../parts/use-can.ts';
import { EditSuite } from './edit-suite.tsx';
import { words } from './words.ts';

/** One suite beside the list: what is in it, and what sells it. */
export function SuiteDrawer({ suiteNo, close }: { suiteNo: string; close(): void }) {
  const say = useWords(words);
  const [isEdited, setEdited] = useState(false);
  const mayWrite = useCan('operator');
  const params = { suiteNo };
  const { data: suite, error, refetch } = useApi('GET /api/suites/{suiteNo}', { params }, { when: suiteNo !== '', keep: false });
  const actions = mayWrite && suite && (
    <Space>
      <Button onClick={() => setEdited(true)}>{say('edit')}</Button>
      <Remove
        {...{ code: suiteNo, note: say('removeNote'), at: 'DELETE /api/suites/{suiteNo}', params, write: 'removeSuite' }}
        done={close}
      />
    </Space>
  );
  return (
    <RecordDrawer title={<LongText text={suiteNo} code copy />} isOpen={suiteNo !== ''} close={close} actions={actions}>
      <Problem of={error} again={() => void refetch()} />
      {!suite && !error && <Spin />}
      {suite && (
        <>
          <Facts
            facts={[
              [say('name'), suite.name, 'wide'],
              [say('brand'), suite.brand],
              [say('category'), suite.category],
            ]}
          />
          <Typography.Title level={2} style={{ fontSize: 15 }}>
            {say('parts')}
          </Typography.Title>
          <Lines
            label={say('parts')}
            rows={suite.parts}
            rowKey="specNo"
            columns={[
              { title: say('item'), dataIndex: 'specNo', render: (code: string) => <CodeLink item={code} /> },
              { title: say('name'), dataIndex: 'goodsName', grow: 120, bare: true, render: (text: string) => <LongText text={text} /> },
              { title: say('pieces'), dataIndex: 'count', align: 'end' },
            ]}
          />
          <Typography.Title level={2} style={{ fontSize: 15, marginBlockStart: 20 }}>
            {say('listings')}
          </Typography.Title>
          <Selling kind="suite" code={suiteNo} />
        </>
      )}
      {isEdited && suite && <EditSuite suite={suite} close={() => setEdited(false)} />}
    </RecordDrawer>
  );
}
