import { useNavigate, useParams } from '@tanstack/react-router';
import { App, Button, Flex, Spin } from 'antd';
import { useState } from 'react';
import { useAct, useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Back } from '../../parts/record/back.tsx';
import { useCan } from '../../parts/use-can.ts';
import { Example } from './example.tsx';
import { Preview } from './preview.tsx';
import css from './rule.module.css';
import { RuleForm } from './rule-form.tsx';
import { changesOf, isQuantity, newRule, type Rule } from './rule-type.ts';
import { words } from './words.ts';

const RENEWS = ['/api/rules', '/api/listings', '/api/unsynced', '/api/items'];

/** One rule: edited beside what saving it would do, and the formula with its numbers. */
export default function OneRule() {
  const { no = '' } = useParams({ strict: false }) as { no?: string };
  const { data, error } = useApi('GET /api/rules', {});
  return (
    <>
      <Back to="/rules" />
      <Problem of={error} />
      {!data && !error && <Spin />}
      {data && <Edited key={no} no={no} rules={data.items} />}
    </>
  );
}

function Edited({ no, rules }: { no: string; rules: Rule[] }) {
  const say = useWords(words);
  const stored = rules.find((rule) => rule.no === no);
  const { no: _, rule: __, ...known } = stored ?? { no, rule: 0, ...newRule(rules) };
  const [set, setSet] = useState(known);
  const [isRemoved, setRemoved] = useState(false);
  const mayWrite = useCan('operator');
  const { message } = App.useApp();
  const save = useAct('PUT /api/rules/{no}', { renews: RENEWS });
  const changes = [set.plus, set.min, set.max].every(isQuantity) ? changesOf(set, stored) : null;
  const saveIt = () => changes && save.mutate({ params: { no }, body: changes }, { onSuccess: () => void message.success(say('saved')) });
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={stored ? say('edit', { no }) : say('isNew', { no })} note={say('note')}>
        {mayWrite && (
          <Flex gap="small">
            {stored && <Button onClick={() => setRemoved(true)}>{say('remove')}</Button>}
            <Button type="primary" disabled={changes === null} loading={save.isPending} onClick={saveIt}>
              {say('save')}
            </Button>
          </Flex>
        )}
      </PageHead>
      <Problem of={save.error} />
      <div className={css.sides}>
        <RuleForm set={set} change={(some) => setSet({ ...set, ...some })} isLocked={!mayWrite} />
        <div className={css.told}>
          {mayWrite && (
            <section className={css.section} aria-labelledby="preview">
              <h2 id="preview" className={css.title}>
                {say('preview')}
              </h2>
              <Preview no={no} changes={changes} />
            </section>
          )}
          <Example set={set} />
        </div>
      </div>
      {isRemoved && (
        <ActDialog
          title={say('removeTitle', { no })}
          act={say('remove')}
          danger
          wide
          at="DELETE /api/rules/{no}"
          input={{ params: { no } }}
          renews={RENEWS}
          close={() => setRemoved(false)}
          done={() => void navigate({ to: '/rules' })}
        >
          <span>{say('removeNote')}</span>
          <Preview no={no} changes={{ enabled: false }} />
        </ActDialog>
      )}
    </>
  );
}
