import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Button, Form, Input, Spin, Typography } from 'antd';
import { type Answer, call } from '../../api/call.ts';
import { useEnter } from '../../api/enter.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useWords } from '../../language/words.ts';
import { ChoosePassword } from '../../parts/choose-password.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { FrontDoor } from '../../parts/front-door.tsx';
import { Problem } from '../../parts/problem.tsx';
import { words } from './words.ts';

type LinkFor = Answer<'POST /api/setup/preview'>;

interface Fields {
  name?: string;
  password: string;
}

/** Where a one-time link leads: somebody chooses a password, or becomes the first admin. What is secret stands behind the `#`. */
export default function Setup() {
  const say = useWords(words);
  const link = useRouterState({ select: ({ location }) => location.hash });
  const { data, error, isPending, refetch } = useQuery<LinkFor, ApiProblem>({
    queryKey: ['link', link],
    queryFn: ({ signal }) => call('POST /api/setup/preview', { body: { link } }, { signal }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error && (error.status === 404 || error.status === 422)) return <Gone />;
  if (error)
    return (
      <FrontDoor title={say('choose')}>
        <Problem of={error} again={() => void refetch()} />
      </FrontDoor>
    );
  if (isPending)
    return (
      <FrontDoor title={say('choose')}>
        <Spin aria-label={say('wait')} style={{ display: 'block', margin: '24px auto' }} />
      </FrontDoor>
    );
  return <Choose link={link} of={data} />;
}

function Choose({ link, of: { seller, name } }: { link: string; of: LinkFor }) {
  const say = useWords(words);
  const enter = useEnter();
  const { mutate, error, isPending } = useMutation<Answer<'POST /api/setup'>, ApiProblem, Fields>({
    mutationFn: ({ name, password }) => call('POST /api/setup', { body: { link, name: name?.trim() || null, password } }),
    onSuccess: (session) => enter(session),
  });
  if (error?.status === 404) return <Gone />;
  const isFirst = name === null;
  return (
    <FrontDoor
      title={say(isFirst ? 'first' : 'choose')}
      note={isFirst ? say('firstNote', { seller }) : say('chooseNote', { seller, name })}
    >
      <Problem of={error} />
      <Form<Fields> layout="vertical" requiredMark={false} onFinish={(fields) => mutate(fields)}>
        {isFirst ? (
          <Form.Item
            name="name"
            label={say('name')}
            extra={say('nameNote')}
            rules={[{ required: true, whitespace: true, message: say('nameNeeded') }]}
          >
            <Input autoFocus autoComplete="username" maxLength={64} />
          </Form.Item>
        ) : (
          // Keeps the name beside the password where the browser remembers them.
          <input type="text" autoComplete="username" value={name} readOnly hidden />
        )}
        <ChoosePassword />
        <Button type="primary" htmlType="submit" block loading={isPending} style={{ marginBlockEnd: 24 }}>
          {say('enter')}
        </Button>
      </Form>
    </FrontDoor>
  );
}

function Gone() {
  const say = useWords(words);
  return (
    <FrontDoor title={say('gone')} note={say('goneNote')}>
      <Typography.Paragraph>
        <CommandLine command="person link" />
      </Typography.Paragraph>
      <Typography.Paragraph style={{ marginBlockEnd: 20 }}>
        <Link to="/sign-in">{say('signIn')}</Link>
      </Typography.Paragraph>
    </FrontDoor>
  );
}
