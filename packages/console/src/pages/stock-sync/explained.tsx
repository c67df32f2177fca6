import { Table, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { declareWords, useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { type QuantityName, quantityNames } from '../../parts/quantity-names.ts';
import css from './record.module.css';

type Explanation = Answer<'GET /api/listings/{listing}/explanation'>;
type Step = Explanation['steps'][number];

const words = declareWords('explained', {
  title: { en: 'How the quantity comes about', zh: '数量如何得出' },
  rule: { en: 'Rule {{no}}', zh: '策略 {{no}}' },
  own: { en: 'set by hand for this listing', zh: '为该货品单独指定' },
  scope: { en: 'priority {{priority}}, the highest whose scope fits', zh: '优先级 {{priority}}，适用策略中最高' },
  noRule: { en: 'No rule acts, so there is nothing to calculate.', zh: '没有生效的策略，因此不计算。' },
  noLevel: { en: 'no stock in any warehouse it counts', zh: '所统计的仓库均无库存' },
  step: { en: 'Step', zh: '步骤' },
  how: { en: 'How', zh: '计算' },
  value: { en: 'Value', zh: '结果' },
  stored: { en: 'Stored, and told', zh: '已保存并下发' },
  waits: { en: 'a change is on its way', zh: '变化正在处理' },
  no: { en: 'does not follow: run tongbu verify', zh: '与计算不符，请运行 tongbu verify' },
});

const steps = declareWords('explained-steps', {
  part: { en: '{{where}}, part {{part}}', zh: '{{where}}，组成单品 {{part}}' },
  warehouse: { en: 'Warehouse {{where}}', zh: '仓库 {{where}}' },
  sum: { en: 'Sum', zh: '合计' },
  'percent and plus': { en: 'Percent and plus', zh: '百分比与附加' },
  cut: { en: 'Cut downward to a whole number', zh: '向下取整' },
  min: { en: 'Below the minimum', zh: '低于最小值' },
  max: { en: 'Above the maximum', zh: '超过最大值' },
  zero: { en: 'Never below 0', zh: '不低于 0' },
});

/** Steps whose figures say more than their name. */
const IN_FIGURES: ReadonlySet<string> = new Set(['part', 'warehouse', 'sum', 'percent and plus']);

/** How a listing's quantity comes about, step by step with its numbers. */
export function Explained({ of }: { of: Explanation }) {
  const say = useWords(words);
  const sayStep = useWords(steps);
  const sayName = useWords(quantityNames);
  /** The figures, with the names of quantities as people call them. */
  const inWords = (how: string) =>
    how === 'no level'
      ? say('noLevel')
      : how
          .replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => (name in quantityNames.texts ? sayName(name as QuantityName) : name))
          .replaceAll(' - ', ' − ');
  const { rule, agrees, quantity } = of;
  const nameOf = ({ step, warehouse, part }: Step) =>
    sayStep(step as never, { where: warehouse === undefined ? '' : (of.warehouses[String(warehouse)] ?? ''), part: part ?? '' });
  return (
    <section aria-labelledby="explained" className={css.section}>
      <Typography.Title level={2} id="explained" className={css.title}>
        {say('title')}
      </Typography.Title>
      {rule === null ? (
        <Typography.Text type="secondary">{say('noRule')}</Typography.Text>
      ) : (
        <>
          <p className={css.rule}>
            <strong>{say('rule', { no: rule.no })}</strong> {rule.name !== '' && <LongText text={rule.name} width={200} />}{' '}
            <Typography.Text type="secondary">
              {rule.why === 'own' ? say('own') : say('scope', { priority: rule.priority })}
            </Typography.Text>
          </p>
          <Table<Step>
            size="small"
            pagination={false}
            rowKey={(step) => of.steps.indexOf(step)}
            dataSource={of.steps}
            columns={[
              { title: say('step'), key: 'step', render: (_, step) => nameOf(step) },
              {
                title: say('how'),
                key: 'how',
                render: (_, { step, how }) => IN_FIGURES.has(step) && <span className={css.how}>{inWords(how)}</span>,
              },
              { title: say('value'), key: 'value', align: 'right', dataIndex: 'value' },
            ]}
            summary={() => (
              <Table.Summary.Row>
                <Table.Summary.Cell index={0} colSpan={2}>
                  <strong>{say('stored')}</strong> {agrees !== 'yes' && <Mark tone="warn">{say(agrees)}</Mark>}
                </Table.Summary.Cell>
                <Table.Summary.Cell index={2} align="right">
                  <strong>{quantity}</strong>
                </Table.Summary.Cell>
              </Table.Summary.Row>
            )}
          />
        </>
      )}
    </section>
  );
}
