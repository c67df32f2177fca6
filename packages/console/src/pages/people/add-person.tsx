import { Form, Input, Modal, Radio, Space, Typography } from 'antd';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import type { Role } from '../page.ts';
import { ROLES } from './people-list.tsx';
import type { MadeLink } from './show-link.tsx';
import { words } from './words.ts';

interface Fields {
  name: string;
  role: Role;
}

/** Asks for a name and a role, and shows the link that comes of it. */
export function AddPerson({ isOpen, close, showLink }: { isOpen: boolean; close(): void; showLink(link: MadeLink): void }) {
  const say = useWords(words);
  const [form] = Form.useForm<Fields>();
  const invite = useAct('POST /api/people', { renews: ['/api/people'] });
  const submit = ({ name, role }: Fields) =>
    invite.mutate(
      { body: { name: name.trim(), role } },
      {
        onSuccess(made) {
          close();
          showLink(made);
        },
      },
    );
  return (
    <Modal
      open={isOpen}
      title={say('add')}
      okText={say('add')}
      cancelText={say('cancel')}
      confirmLoading={invite.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      afterClose={() => invite.reset()}
      destroyOnHidden
    >
      <Typography.Paragraph type="secondary">{say('addNote')}</Typography.Paragraph>
      <Problem of={invite.error} />
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        preserve={false}
        initialValues={{ role: 'operator' }}
        onFinish={submit}
      >
        <Form.Item name="name" label={say('name')} rules={[{ required: true, whitespace: true, message: say('nameNeeded') }]}>
          <Input autoFocus autoComplete="off" maxLength={64} />
        </Form.Item>
        <Form.Item name="role" label={say('role')}>
          <Radio.Group>
            <Space direction="vertical" size={4}>
              {ROLES.map((role) => (
                <Radio key={role} value={role}>
                  {say(role)} <Typography.Text type="secondary">· {say(`${role}Note`)}</Typography.Text>
                </Radio>
              ))}
            </Space>
          </Radio.Group>
        </Form.Item>
      </Form>
    </Modal>
  );
}
