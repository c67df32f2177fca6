import { Typography } from 'antd';
import type { ReactNode } from 'react';
import { declareWords, useWords } from '../../language/words.ts';
import { useCan } from '../use-can.ts';

const words = declareWords('for-role', {
  operator: { en: 'An operator or an admin can do this.', zh: '需由操作员或管理员处理。' },
  admin: { en: 'An admin can do this.', zh: '需由管理员处理。' },
});

/** What sets something right, for those who may do it; others are told who may. */
export function ForRole({ least, children }: { least: 'operator' | 'admin'; children: ReactNode }) {
  const say = useWords(words);
  return useCan(least) ? children : <Typography.Text type="secondary">{say(least)}</Typography.Text>;
}
