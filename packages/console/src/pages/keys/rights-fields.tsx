import { Flex, InputNumber, Select } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Field, Fields } from '../../parts/fields.tsx';
import { ShopSelect, WarehouseSelect } from '../../parts/selects.tsx';
import { words } from './words.ts';

/** What a key may do, as it is chosen: empty lists stand for all. */
export interface Rights {
  shops: string[];
  warehouses: string[];
  interfaces: string[];
  allow: string[];
  callsPerMinute: number | null;
  callsAtOnce: number | null;
}

/** Everything, from anywhere. */
export const ALL_RIGHTS: Rights = { shops: [], warehouses: [], interfaces: [], allow: [], callsPerMinute: null, callsAtOnce: null };

/** As the server takes them: null for all. */
export function rightsOf({ shops, warehouses, interfaces, ...rest }: Rights) {
  const orAll = (chosen: string[]) => (chosen.length === 0 ? null : chosen);
  return { ...rest, shops: orAll(shops), warehouses: orAll(warehouses), interfaces: orAll(interfaces) };
}

/** As the server tells them. */
export function chosenOf(told: {
  shops: string[] | null;
  warehouses: string[] | null;
  interfaces: string[] | null;
  allow: string[];
  callsPerMinute: number | null;
  callsAtOnce: number | null;
}): Rights {
  const { allow, callsPerMinute, callsAtOnce } = told;
  return {
    shops: told.shops ?? [],
    warehouses: told.warehouses ?? [],
    interfaces: told.interfaces ?? [],
    allow,
    callsPerMinute,
    callsAtOnce,
  };
}

/** The rights of a key, to choose. */
export function RightsFields({
  edition,
  rights,
  change,
}: {
  edition: 'flagship' | 'enterprise';
  rights: Rights;
  change(some: Partial<Rights>): void;
}) {
  const say = useWords(words);
  const { data } = useApi('GET /api/interfaces', {});
  const interfaces = (data?.items ?? []).filter((each) => each.edition === edition).map(({ name }) => ({ value: name, label: name }));
  const many = (chosen: unknown) => chosen as string[];
  return (
    <Flex vertical gap={12}>
      <Field label={say('interfaces')} note={say('interfacesNote')}>
        <Select
          mode="multiple"
          allowClear
          value={rights.interfaces}
          onChange={(names: string[]) => change({ interfaces: names })}
          options={interfaces}
          placeholder={say('all')}
          style={{ width: '100%' }}
        />
      </Field>
      <Fields>
        <Field label={say('shops')} note={say('shopsNote')}>
          <ShopSelect
            mode="multiple"
            allowClear
            value={rights.shops as never}
            onChange={(shops) => change({ shops: many(shops) })}
            placeholder={say('all')}
          />
        </Field>
        <Field label={say('warehouses')} note={say('shopsNote')}>
          <WarehouseSelect
            mode="multiple"
            allowClear
            value={rights.warehouses as never}
            onChange={(warehouses) => change({ warehouses: many(warehouses) })}
            placeholder={say('all')}
          />
        </Field>
      </Fields>
      <Field label={say('allow')} note={say('allowNote')}>
        <Select
          mode="tags"
          tokenSeparators={[',', ' ', '\n']}
          open={false}
          suffixIcon={null}
          value={rights.allow}
          onChange={(allow: string[]) => change({ allow: allow.map((each) => each.trim()).filter(Boolean) })}
          placeholder={say('anywhere')}
          style={{ width: '100%' }}
        />
      </Field>
      <Fields>
        <Field label={say('perMinute')} note={say('limitNote')}>
          <InputNumber
            min={1}
            max={1_000_000}
            precision={0}
            value={rights.callsPerMinute}
            onChange={(callsPerMinute) => change({ callsPerMinute })}
            style={{ width: '100%' }}
          />
        </Field>
        <Field label={say('atOnce')} note={say('limitNote')}>
          <InputNumber
            min={1}
            max={10_000}
            precision={0}
            value={rights.callsAtOnce}
            onChange={(callsAtOnce) => change({ callsAtOnce })}
            style={{ width: '100%' }}
          />
        </Field>
      </Fields>
    </Flex>
  );
}
