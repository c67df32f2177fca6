import { createLink } from '@tanstack/react-router';
import { Button } from 'antd';
import { pages } from '../../pages/index.ts';
import { ForRole } from './for-role.tsx';

const ButtonLink = createLink(Button);

/** Leads to the page where something is set right, for those who may go there. */
export function MendLink({ to, search = {}, says }: { to: string; search?: Record<string, string>; says: string }) {
  const role = pages.find(({ path }) => path === to)?.role;
  const link = (
    <ButtonLink type="primary" to={to as never} search={search as never}>
      {says}
    </ButtonLink>
  );
  return role === 'operator' || role === 'admin' ? <ForRole least={role}>{link}</ForRole> : link;
}
