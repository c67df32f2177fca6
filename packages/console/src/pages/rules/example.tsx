import { Table } from 'antd';
import { useWords } from '../../language/words.ts';
import { quantityNames } from '../../parts/quantity-names.ts';
import css from './rule.module.css';
import { COUNTED, type Draft, isQuantity } from './rule-type.ts';
import { words } from './words.ts';

/** An item in one warehouse: 100 pieces lie there, and so many are promised or on their way. */
const STOCK = 100;
const OTHERS: Partial<Record<(typeof COUNTED)[number]['name'], number>> = {
  ...{ purchase_num: 40, transfer_num: 10, purchase_arrive_num: 6 },
  ...{ subscribe_num: 4, order_num: 12, unpay_num: 5, sending_num: 18, lock_num: 3 },
};

interface Step {
  key: 'sum' | 'share' | 'cut' | 'belowMin' | 'offSale' | 'aboveMax' | 'neverBelow';
  how: string;
  value: number;
}

/** The formula, applied to an item of its own numbers as the rule stands now. */
export function Example({ set }: { set: Draft }) {
  const say = useWords(words);
  const nameOf = useWords(quantityNames);
  if (![set.plus, set.min, set.max].every(isQuantity)) return null;
  const steps = stepsOf(
    set,
    (name) => nameOf(name).toLowerCase(),
    nameOf('stock_num').toLowerCase(),
    (percent) => say('percentOf', { percent }),
  );
  return (
    <section className={css.section} aria-labelledby="example">
      <h2 id="example" className={css.title}>
        {say('example')}
      </h2>
      <span style={{ color: 'var(--ant-color-text-secondary)' }}>{say('exampleNote')}</span>
      <Table<Step>
        size="small"
        aria-label={say('example')}
        dataSource={steps}
        rowKey="key"
        pagination={false}
        columns={[
          { title: say('step'), dataIndex: 'key', render: (key: Step['key']) => <span className={css.whole}>{say(key)}</span> },
          { title: say('how'), dataIndex: 'how' },
          { title: <span className={css.whole}>{say('result')}</span>, dataIndex: 'value', align: 'end' },
        ]}
      />
    </section>
  );
}

/** As `explainQuantity` of the engine does it, in whole numbers of an example. */
function stepsOf(
  { mask, percent, autoDelisting, ...texts }: Draft,
  nameOf: (name: (typeof COUNTED)[number]['name']) => string,
  inStock: string,
  percentOf: (percent: number) => string,
): Step[] {
  const [plus, min, max] = [Number(texts.plus), Number(texts.min), Number(texts.max)];
  const counted = COUNTED.filter(({ name }, bit) => (mask & (1 << bit)) !== 0 && OTHERS[name] !== undefined);
  const sum = counted.reduce((before, { name, sign }) => before + sign * (OTHERS[name] ?? 0), STOCK);
  const how = [`${STOCK} ${inStock}`, ...counted.map(({ name, sign }) => `${sign > 0 ? '+' : '−'} ${OTHERS[name]} ${nameOf(name)}`)].join(
    ' ',
  );
  const shared = (sum * percent) / 100 + plus;
  const steps: Step[] = [
    { key: 'sum', how, value: sum },
    { key: 'share', how: `${sum} × ${percentOf(percent)}${plus === 0 ? '' : ` ${plus < 0 ? '−' : '+'} ${Math.abs(plus)}`}`, value: shared },
  ];
  let shown = Math.floor(shared);
  const add = (key: Step['key'], words: string, value: number) => {
    shown = value;
    steps.push({ key, how: words, value });
  };
  if (shown !== shared) add('cut', `⌊${shared}⌋`, shown);
  if (shown < min) add(autoDelisting ? 'offSale' : 'belowMin', `${shown} < ${min}`, autoDelisting ? 0 : Math.ceil(min));
  if (max > 0 && shown > max) add('aboveMax', `${shown} > ${max}`, Math.floor(max));
  if (shown < 0) add('neverBelow', `${shown} < 0`, 0);
  return steps;
}
