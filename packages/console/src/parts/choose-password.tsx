import { Form } from 'antd';
import { declareWords, useWords } from '../language/words.ts';
import { PasswordBox } from './password-box.tsx';

/** As the server wants it; it has the last word. */
const SHORTEST = 12;

const words = declareWords('choose-password', {
  password: { en: 'New password', zh: '新密码' },
  again: { en: 'The same again', zh: '再次输入' },
  rule: {
    en: 'At least {{count}} characters. A few words are easier to keep in mind than signs.',
    zh: '至少 {{count}} 个字符。几个词比特殊符号更好记。',
  },
  short: { en: 'This is shorter than {{count}} characters.', zh: '少于 {{count}} 个字符。' },
  differs: { en: 'The two are not the same.', zh: '两次输入不一致。' },
  needed: { en: 'Choose a password.', zh: '请设置密码。' },
});

/** The two fields in which a password is chosen: `password` and, the same again, `repeated`. */
export function ChoosePassword() {
  const say = useWords(words);
  const count = SHORTEST;
  return (
    <>
      <Form.Item
        name="password"
        label={say('password')}
        extra={say('rule', { count })}
        validateTrigger="onBlur"
        rules={[
          { required: true, message: say('needed') },
          { min: SHORTEST, message: say('short', { count }) },
        ]}
      >
        <PasswordBox autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={say('again')}
        dependencies={['password']}
        validateTrigger="onBlur"
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) => (value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(say('differs')))),
          }),
        ]}
      >
        <PasswordBox autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
