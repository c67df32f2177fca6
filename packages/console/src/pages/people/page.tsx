import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { useAct, useApi } from '../../api/use-api.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { useWords } from '../../language/words.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { Sessions } from '../../parts/sessions/sessions.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { useForbidden } from '../../shell/gate.tsx';
import { AddPerson } from './add-person.tsx';
import { PeopleList } from './people-list.tsx';
import { type MadeLink, ShowLink } from './show-link.tsx';
import { words } from './words.ts';

const USUAL = { tab: 'people', person: '' };

/** Who may sign in, in which role, and where they are signed in. */
export default function People() {
  const say = useWords(words);
  const forbidden = useForbidden();
  const [{ tab, person }, setFilters] = useFilters(USUAL);
  const [isAdding, setAdding] = useState(false);
  const [link, setLink] = useState<MadeLink | null>(null);
  useKeys([{ keys: 'n', says: say('add'), act: () => setAdding(true) }]);
  if (forbidden) return forbidden;
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {say('add')}
        </Button>
      </PageHead>
      <Tabs
        activeKey={tab}
        onChange={(key) => setFilters({ tab: key, person: '' })}
        items={[
          { key: 'people', label: say('people'), children: <PeopleList showLink={setLink} /> },
          { key: 'sessions', label: say('sessions'), children: <AllSessions person={person} all={() => setFilters({ person: '' })} /> },
        ]}
        destroyOnHidden
      />
      <AddPerson isOpen={isAdding} close={() => setAdding(false)} showLink={setLink} />
      <ShowLink of={link} close={() => setLink(null)} />
    </>
  );
}

function AllSessions({ person, all }: { person: string; all(): void }) {
  const say = useWords(words);
  const query = person === '' ? {} : { person };
  const found = useApi('GET /api/sessions', { query }, { everyMs: 60_000 });
  const end = useAct('DELETE /api/sessions/{session}', { renews: ['/api/sessions', '/api/people'] });
  return (
    <>
      {person !== '' && (
        <Flex gap={8} align="center" style={{ marginBlockEnd: 12 }}>
          <bdi>{say('sessionsOf', { name: person })}</bdi>
          <Button size="small" onClick={all}>
            {say('all')}
          </Button>
        </Flex>
      )}
      <Sessions label={say('sessions')} found={found} end={end} ofAll />
    </>
  );
}
