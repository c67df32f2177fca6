import { Input } from 'antd';
import type { PasswordProps } from 'antd/es/input';
import css from './password-box.module.css';

/** Where a password is typed, and may be looked at. */
export function PasswordBox(props: PasswordProps) {
  return <Input.Password {...props} className={css.box ?? ''} />;
}
