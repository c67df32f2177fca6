import { Skeleton } from 'antd';
import type { ApiProblem } from '../../api/problem.ts';
import { PageHead } from '../page-head.tsx';
import { Problem } from '../problem.tsx';
import { Back } from './back.tsx';

/** A record's page while the record is not there: not yet, or not at all. */
export function Unread({ title, list, problem, again }: { title: string; list: string; problem: ApiProblem | null; again(): void }) {
  return (
    <>
      <Back to={list} />
      <PageHead title={title} />
      <Problem of={problem} again={again} />
      {!problem && <Skeleton active />}
    </>
  );
}
