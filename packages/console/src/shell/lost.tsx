import { Link } from '@tanstack/react-router';
import { Button, Result, Typography } from 'antd';
import { useWords } from '../language/words.ts';
import { words } from './words.ts';

/** What a page without content of its own is called. */
export function Heading({ children }: { children: string }) {
  return <h1 style={{ margin: 0, font: 'inherit' }}>{children}</h1>;
}

/** An address that is no page. */
export function NotFound() {
  const say = useWords(words);
  return (
    <Result
      status="404"
      title={<Heading>{say('notFound')}</Heading>}
      subTitle={say('notFoundNote')}
      extra={<Link to="/">{say('home')}</Link>}
    />
  );
}

/** A page that threw: what it said, and a way out. */
export function Broken({ error }: { error: Error }) {
  const say = useWords(words);
  return (
    <Result
      status="error"
      title={<Heading>{say('broken')}</Heading>}
      subTitle={say('brokenNote')}
      extra={<Button onClick={() => location.reload()}>{say('reload')}</Button>}
    >
      <Typography.Paragraph code copyable style={{ overflowWrap: 'anywhere' }}>
        {String(error.message).slice(0, 1000)}
      </Typography.Paragraph>
    </Result>
  );
}
