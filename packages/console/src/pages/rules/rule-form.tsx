import { Checkbox, ConfigProvider, Input, InputNumber, Select } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Field, Fields } from '../../parts/fields.tsx';
import { quantityNames } from '../../parts/quantity-names.ts';
import { labelOf } from '../../parts/selects.tsx';
import css from './rule.module.css';
import { COUNTED, type Draft, isQuantity } from './rule-type.ts';
import { words } from './words.ts';

interface Props {
  set: Draft;
  change(some: Partial<Draft>): void;
  /** Whether it may only be read. */
  isLocked: boolean;
}

/** Everything that a rule says. */
export function RuleForm({ set, change, isLocked }: Props) {
  const say = useWords(words);
  const shops = useApi('GET /api/shops', {}).data?.items ?? [];
  const warehouses = useApi('GET /api/warehouses', { query: { limit: '200' } }).data?.items ?? [];
  return (
    <ConfigProvider componentDisabled={isLocked}>
      <div className={css.form}>
        <Fields>
          <Field label={say('name')}>
            <Input value={set.name} maxLength={64} onChange={({ target }) => change({ name: target.value })} />
          </Field>
          <Field label={say('priority')} note={say('priorityNote')}>
            <InputNumber
              precision={0}
              value={set.priority}
              onChange={(priority) => change({ priority: priority ?? 0 })}
              style={{ width: '100%' }}
            />
          </Field>
        </Fields>
        <Checkbox checked={set.enabled} onChange={({ target }) => change({ enabled: target.checked })}>
          {say('isEnabled')}
        </Checkbox>
        <section className={css.section}>
          <h2 className={css.title}>{say('where')}</h2>
          <Chosen
            all={say('allShops')}
            label={say('shops')}
            options={shops.map(({ shopNo, name }) => ({ value: shopNo, label: labelOf(shopNo, name) }))}
            value={set.shops}
            choose={(next) => change({ shops: next })}
          />
          <Fields>
            <Field label={say('category')} note={say('categoryNote')}>
              <Input value={set.category} maxLength={100} onChange={({ target }) => change({ category: target.value })} />
            </Field>
            <Field label={say('brand')} note={say('brandNote')}>
              <Input value={set.brand} maxLength={100} onChange={({ target }) => change({ brand: target.value })} />
            </Field>
          </Fields>
        </section>
        <section className={css.section}>
          <h2 className={css.title}>{say('howMany')}</h2>
          <Chosen
            all={say('allWarehouses')}
            label={say('warehouses')}
            note={say('noWarehouses')}
            options={warehouses.map(({ warehouseNo, name }) => ({ value: warehouseNo, label: labelOf(warehouseNo, name) }))}
            value={set.warehouses}
            choose={(next) => change({ warehouses: next })}
          />
          <Mask mask={set.mask} change={(mask) => change({ mask })} />
          <Fields four>
            <Field label={say('percent')}>
              <InputNumber
                min={0}
                precision={0}
                value={set.percent}
                onChange={(percent) => change({ percent: percent ?? 0 })}
                style={{ width: '100%' }}
              />
            </Field>
            {(['plus', 'min', 'max'] as const).map((name) => (
              <Field
                key={name}
                label={say(name)}
                note={say(`${name}Note`)}
                problem={isQuantity(set[name]) ? undefined : say(`${name}Note`)}
              >
                <Input value={set[name]} inputMode="decimal" onChange={({ target }) => change({ [name]: target.value.trim() })} />
              </Field>
            ))}
          </Fields>
          <Checkbox checked={set.autoListing} onChange={({ target }) => change({ autoListing: target.checked })}>
            {say('autoListing')}
          </Checkbox>
          <Checkbox checked={set.autoDelisting} onChange={({ target }) => change({ autoDelisting: target.checked })}>
            {say('autoDelisting')}
          </Checkbox>
        </section>
      </div>
    </ConfigProvider>
  );
}

interface ChosenProps {
  all: string;
  label: string;
  note?: string;
  options: { value: string; label: string }[];
  value: string[] | null;
  choose(next: string[] | null): void;
}

/** All of something, or some by their numbers. */
function Chosen({ all, label, note, options, value, choose }: ChosenProps) {
  return (
    <div className={css.section} style={{ gap: 8 }}>
      <Checkbox checked={value === null} onChange={({ target }) => choose(target.checked ? null : [])}>
        {all}
      </Checkbox>
      {value !== null && (
        <Field label={label} {...(value.length === 0 && note && { note })} wide>
          <Select<string[]> mode="multiple" value={value} onChange={choose} options={options} showSearch={{ optionFilterProp: 'label' }} />
        </Field>
      )}
    </div>
  );
}

/** Which quantities count, bit by bit; bits that nobody knows stay as they are. */
function Mask({ mask, change }: { mask: number; change(mask: number): void }) {
  const say = useWords(words);
  const nameOf = useWords(quantityNames);
  return (
    <fieldset className={css.group}>
      <legend>{say('mask')}</legend>
      <div className={css.mask}>
        {COUNTED.map(({ name, sign }, bit) => (
          <Checkbox key={name} checked={(mask & (1 << bit)) !== 0} onChange={() => change(mask ^ (1 << bit))}>
            {sign > 0 ? '+' : '−'} {nameOf(name)}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
