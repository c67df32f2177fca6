import { Link } from '@tanstack/react-router';
import { declareWords, useWords } from '../language/words.ts';

const words = declareWords('what-it-means', { link: { en: 'What does this mean?', zh: '这是什么意思？' } });

/**
 * Leads from an error to where the documentation explains it.
 *
 * @param said a stable code (`forbidden`), or a message as it was answered (`验证失败`); the page finds its heading
 */
export function WhatItMeans({ said }: { said: string }) {
  const say = useWords(words);
  return (
    <Link
      to={'/docs/$' as never}
      params={{ _splat: 'troubleshooting' } as never}
      search={{ said } as never}
      style={{ textDecoration: 'underline' }}
    >
      {say('link')}
    </Link>
  );
}
