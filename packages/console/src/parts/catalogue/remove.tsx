import { Button } from 'antd';
import { useState } from 'react';
import type { Input } from '../../api/call.ts';
import { declareWords, useWords } from '../../language/words.ts';
import { ActDialog } from '../act-dialog.tsx';
import { WillHappen } from '../will-happen.tsx';

const words = declareWords('remove', {
  remove: { en: 'Remove', zh: '删除' },
  title: { en: 'Remove {{code}}?', zh: '删除 {{code}}？' },
});

type Removal = 'DELETE /api/items/{specNo}' | 'DELETE /api/suites/{suiteNo}';

/** Removes an item or a suite, after it was said what can be removed at all and what will happen. */
export function Remove({
  code,
  note,
  at,
  params,
  write,
  done,
}: {
  code: string;
  /** What can be removed at all. */
  note: string;
  at: Removal;
  params: Record<string, string>;
  /** Its `operationId`. */
  write: string;
  done(): void;
}) {
  const say = useWords(words);
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <Button danger onClick={() => setAsked(true)}>
        {say('remove')}
      </Button>
      {isAsked && (
        <ActDialog
          title={say('title', { code })}
          act={say('remove')}
          danger
          at={at}
          input={{ params } as unknown as Input<Removal>}
          renews={['/api/items', '/api/suites', '/api/levels']}
          close={() => setAsked(false)}
          done={done}
        >
          <span>{note}</span>
          <WillHappen write={write} params={params} body={undefined} />
        </ActDialog>
      )}
    </>
  );
}
