import { Alert, Button } from 'antd';
import type { ApiProblem } from '../api/problem.ts';
import { declareWords, useWords } from '../language/words.ts';
import { WhatItMeans } from './what-it-means.tsx';

const words = declareWords('problem', {
  unreachable: {
    en: 'The server does not answer. It may be stopped, or the network between is; this page tries again by itself.',
    zh: '服务没有响应：可能已停止，或网络不通。本页会自动重试。',
  },
  unreadable: {
    en: 'Something between this page and Tongbu answered. Look at the proxy’s configuration.',
    zh: '应答并非来自 Tongbu，请检查中间代理的配置。',
  },
  'not-found': { en: 'There is no such record; it may have been removed.', zh: '没有这条记录，可能已被删除。' },
  again: { en: 'Try again', zh: '重试' },
});

type Own = 'unreachable' | 'unreadable' | 'not-found';

/** Texts of this page's own; all else is said by the server, in the page's language. */
const OWN: readonly string[] = ['unreachable', 'unreadable', 'not-found'] satisfies Own[];

interface Props {
  of: ApiProblem | null;
  again?: (() => void) | undefined;
  /** Said in place of the problem's own title. */
  title?: string;
}

/** What went wrong, where to read what it means, and a way to try again. Nothing without a problem. */
export function Problem({ of: problem, again, title }: Props) {
  const say = useWords(words);
  if (!problem) return null;
  const { errors, code } = problem;
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={OWN.includes(code) ? say(code as Own) : (title ?? problem.title)}
      description={
        <>
          {/* What a browser says of a server that does not answer is nothing that the title does not. */}
          {code !== 'unreachable' && (
            <div style={{ overflowWrap: 'anywhere' }}>
              {errors.length > 0
                ? errors
                    .map(({ parameter, pointer, detail }) => `${parameter ?? pointer?.replace(/^#\/?/, '') ?? ''} ${detail}`.trim())
                    .join(' · ')
                : problem.detail}
            </div>
          )}
          <code>{code}</code> · <WhatItMeans said={code} />
        </>
      }
      action={
        again && (
          <Button size="small" onClick={again}>
            {say('again')}
          </Button>
        )
      }
      style={{ marginBlockEnd: 16 }}
    />
  );
}
