import { Link } from '@tanstack/react-router';
import { Button, Space, Spin, Table, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RecordDrawer } from '../../parts/record-drawer.tsx';
import { Selling } from '../../parts/selling.tsx';
import { useCan } from '../../parts/use-can.ts';
import { WillHappen } from '../../parts/will-happen.tsx';
import { EditSuite } from './edit-suite.tsx';
import { words } from './words.ts';

/** One suite beside the list: what is in it, and what sells it. */
export function SuiteDrawer({ suiteNo, close }: { suiteNo: string; close(): void }) {
  const say = useWords(words);
  const [isEdited, setEdited] = useState(false);
  const mayWrite = useCan('operator');
  const { data: suite, error } = useApi('GET /api/suites/{suiteNo}', { params: { suiteNo } }, { when: suiteNo !== '', keep: false });
  const actions = mayWrite && suite && (
    <Space>
      <Button onClick={() => setEdited(true)}>{say('edit')}</Button>
      <Remove suiteNo={suiteNo} done={close} />
    </Space>
  );
  return (
    <RecordDrawer title={<LongText text={suiteNo} code copy />} isOpen={suiteNo !== ''} close={close} actions={actions}>
      <Problem of={error} />
      {!suite && !error && <Spin />}
      {suite && (
        <>
          <p>
            <bdi>{[suite.name, suite.brand, suite.category].filter(Boolean).join(' · ')}</bdi>
          </p>
          <Typography.Title level={2} style={{ fontSize: 15 }}>
            {say('parts')}
          </Typography.Title>
          <Table
            size="small"
            aria-label={say('parts')}
            dataSource={suite.parts}
            rowKey="specNo"
            pagination={false}
            columns={[
              {
                title: say('item'),
                dataIndex: 'specNo',
                render: (code: string) => (
                  <Link to="/items" search={{ item: code } as never}>
                    {code}
                  </Link>
                ),
              },
              { title: say('name'), dataIndex: 'goodsName', render: (text: string) => <LongText text={text} width={300} /> },
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

function Remove({ suiteNo, done }: { suiteNo: string; done(): void }) {
  const say = useWords(words);
  const [isAsked, setAsked] = useState(false);
  const params = { suiteNo };
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {say('remove')}
      </Button>
      {isAsked && (
        <ActDialog
          title={say('removeTitle', { code: suiteNo })}
          act={say('remove')}
          danger
          at="DELETE /api/suites/{suiteNo}"
          input={{ params }}
          renews={['/api/suites', '/api/items']}
          close={() => setAsked(false)}
          done={done}
        >
          <span>{say('removeNote')}</span>
          <WillHappen write="removeSuite" params={params} body={undefined} />
        </ActDialog>
      )}
    </>
  );
}
