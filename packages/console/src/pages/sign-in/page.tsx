import { useMutation } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Typography } from 'antd';
import { type Answer, call } from '../../api/call.ts';
import { useEnter } from '../../api/enter.ts';
import type { ApiProblem } from '../../api/problem.ts';
import { useHasEnded } from '../../api/session.tsx';
import { useWords } from '../../language/words.ts';
import { CommandLine, word } from '../../parts/command-line.tsx';
import { FrontDoor } from '../../parts/front-door.tsx';
import { PasswordBox } from '../../parts/password-box.tsx';
import { Problem } from '../../parts/problem.tsx';
import { words } from './words.ts';

interface Fields {
  seller?: string;
  name: string;
  password: string;
}

/** The seller last signed in to in this browser. */
const KEPT = 'tongbu.seller';

/** Where people sign in. */
export default function SignIn() {
  const say = useWords(words);
  const enter = useEnter();
  const hasEnded = useHasEnded();
  const [form] = Form.useForm<Fields>();
  const typed = Form.useWatch([], form);
  const { from } = useSearch({ strict: false }) as { from?: string };
  const { mutate, error, isPending } = useMutation<Answer<'POST /api/session'>, ApiProblem, Fields>({
    mutationFn: ({ seller, name, password }) =>
      call('POST /api/session', { body: { seller: seller?.trim() || null, name: name.trim(), password } }),
    onSuccess(session, { seller }) {
      localStorage.setItem(KEPT, seller?.trim() ?? '');
      enter(session, from);
    },
  });
  return (
    <FrontDoor title={say('title')} note={say('note')}>
      {hasEnded && !error && <Alert type="info" showIcon title={say('ended')} style={{ marginBlockEnd: 16 }} />}
      <Failure of={error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        validateTrigger="onSubmit"
        initialValues={{ seller: localStorage.getItem(KEPT) ?? '' }}
        onFinish={(fields) => mutate(fields)}
      >
        <Form.Item name="name" label={say('name')} rules={[{ required: true, message: say('nameNeeded') }]}>
          <Input autoFocus autoComplete="username" maxLength={64} />
        </Form.Item>
        <Form.Item name="password" label={say('password')} rules={[{ required: true, message: say('passwordNeeded') }]}>
          <PasswordBox autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="seller" label={say('seller')} extra={say('sellerNote')}>
          <Input autoComplete="organization" maxLength={64} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={isPending}>
          {say('enter')}
        </Button>
      </Form>
      <Typography.Paragraph type="secondary" style={{ marginBlock: 20, fontSize: 12 }}>
        <strong>{say('lost')}</strong> {say('lostNote')} <CommandLine command={linkFor(typed)} />
      </Typography.Paragraph>
    </FrontDoor>
  );
}

/** For whoever's name is typed already. */
function linkFor({ seller, name }: Partial<Fields> = {}): string {
  const of = (flag: string, value?: string) => (value?.trim() ? ` --${flag} ${word(value.trim())}` : '');
  return `person link${of('seller', seller)}${of('name', name)}`;
}

function Failure({ of: problem }: { of: ApiProblem | null }) {
  const say = useWords(words);
  if (problem?.code !== 'sign-in-failed' && problem?.code !== 'too-many') return <Problem of={problem} />;
  const isWait = problem.code === 'too-many';
  return (
    <Alert
      type={isWait ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={say(isWait ? 'wait' : 'wrong')}
      style={{ marginBlockEnd: 16 }}
    />
  );
}
