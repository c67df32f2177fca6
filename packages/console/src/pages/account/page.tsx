import { App, Button, Card, Flex, Form, Segmented, Typography } from 'antd';
import { useAct, useApi } from '../../api/use-api.ts';
import { chooseLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { ChoosePassword } from '../../parts/choose-password.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PasswordBox } from '../../parts/password-box.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Sessions } from '../../parts/sessions/sessions.tsx';
import { words } from './words.ts';

/** One's own account: language, password, and where one is signed in. */
export default function Account() {
  const say = useWords(words);
  const { data: who } = useApi('GET /api/session', {});
  return (
    <>
      <PageHead title={say('title')} note={who && <bdi>{say('note', { name: who.name, seller: who.seller, role: say(who.role) })}</bdi>} />
      <Flex vertical gap={16} style={{ maxWidth: 960 }}>
        <Language chosen={who?.language ?? null} />
        <Password name={who?.name ?? ''} />
        <OwnSessions />
      </Flex>
    </>
  );
}

function Heading({ title, note }: { title: string; note?: string }) {
  return (
    <div style={{ marginBlockEnd: 12 }}>
      <Typography.Title level={2} style={{ margin: 0, fontSize: 15 }}>
        {title}
      </Typography.Title>
      {note && <Typography.Text type="secondary">{note}</Typography.Text>}
    </div>
  );
}

function Language({ chosen }: { chosen: 'en' | 'zh' | null }) {
  const say = useWords(words);
  const save = useAct('PUT /api/account', { renews: ['/api/session'] });
  const choose = (value: 'en' | 'zh' | 'browser') => {
    const language = value === 'browser' ? null : value;
    save.mutate({ body: { language } });
    const ofBrowser = navigator.languages.some((each) => /^zh\b/i.test(each)) ? 'zh' : 'en';
    chooseLanguage(language ?? ofBrowser);
  };
  return (
    <Card size="small">
      <Heading title={say('language')} note={say('languageNote')} />
      <Problem of={save.error} />
      <Segmented
        aria-label={say('language')}
        value={chosen ?? 'browser'}
        onChange={choose}
        options={[
          { value: 'browser', label: say('browsers') },
          { value: 'en', label: 'English' },
          { value: 'zh', label: '简体中文' },
        ]}
      />
    </Card>
  );
}

interface Passwords {
  old: string;
  password: string;
}

function Password({ name }: { name: string }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const [form] = Form.useForm<Passwords>();
  const change = useAct('PUT /api/account/password', { renews: ['/api/account'] });
  const submit = ({ old, password }: Passwords) =>
    change.mutate(
      { body: { old, password } },
      {
        onSuccess() {
          form.resetFields();
          void message.success(say('changed'));
        },
        onError({ errors }) {
          if (errors.some(({ pointer }) => pointer === '#/old')) form.setFields([{ name: 'old', errors: [say('oldWrong')] }]);
        },
      },
    );
  const isOld = change.error?.errors.some(({ pointer }) => pointer === '#/old');
  return (
    <Card size="small">
      <Heading title={say('password')} note={say('passwordNote')} />
      <Problem of={isOld ? null : change.error} />
      <Form<Passwords> form={form} layout="vertical" requiredMark={false} onFinish={submit} style={{ maxWidth: 340 }}>
        <input type="text" autoComplete="username" value={name} readOnly hidden />
        <Form.Item name="old" label={say('old')} validateTrigger="onSubmit" rules={[{ required: true, message: say('oldNeeded') }]}>
          <PasswordBox autoComplete="current-password" />
        </Form.Item>
        <ChoosePassword />
        <Button htmlType="submit" type="primary" loading={change.isPending} style={{ marginBlockEnd: 8 }}>
          {say('change')}
        </Button>
      </Form>
    </Card>
  );
}

function OwnSessions() {
  const say = useWords(words);
  const { message } = App.useApp();
  const found = useApi('GET /api/account/sessions', {}, { everyMs: 60_000 });
  const end = useAct('DELETE /api/account/sessions/{session}', { renews: ['/api/account'] });
  const endOthers = useAct('DELETE /api/account/sessions', { renews: ['/api/account'] });
  const others = () => endOthers.mutate({}, { onSuccess: ({ ended }) => void message.success(say('ended', { count: ended })) });
  return (
    <Card size="small">
      <Flex justify="space-between" align="start" wrap gap={8}>
        <Heading title={say('sessions')} />
        {(found.data?.items.length ?? 0) > 1 && (
          <Button size="small" onClick={others} loading={endOthers.isPending}>
            {say('endOthers')}
          </Button>
        )}
      </Flex>
      <Problem of={endOthers.error} />
      <Sessions label={say('sessions')} found={found} end={end} />
    </Card>
  );
}
