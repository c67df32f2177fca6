/** Our flagship definitions against every field the vendor documents. */
import { expect, test } from 'vitest';
import { type FieldDoc, flagship, type Method, type Shape } from '../src/index.ts';
import { documentedFields } from './data.ts';

/** Where we differ on purpose. */
const OURS: Record<string, string> = {
  'sales.LogisticsSync.getSpecialOids': 'not on the public pages; from the Java SDK',
  'goods.ApiGoods.upload response.message': 'says which listings were refused, and why',
  'setting.Warehouse.queryWarehouse response.details.prop1': 'in the example, not in the table',
  'setting.Warehouse.queryWarehouse response.details.prop2': 'as above',
};
const PAGED = Object.values(flagship.methods).filter((method: Method) => method.paged);
const NOT_OURS: Record<string, string> = Object.fromEntries(
  PAGED.flatMap(({ name }) =>
    ['pager', 'pager.page_size', 'pager.page_no'].map((path) => [
      `${name} request.${path}`,
      'travels in the query string, as every SDK sends it',
    ]),
  ),
);

/** Tables that call a list what their own examples show as one object. */
const NO_LIST = /^setting\.\w+\.\w+ response\.data$/;

/** Fields the pages call required and ours may leave out; their own examples, or real clients, do. */
const LOOSER = [
  /^sales\.StockSync\.sync(Success|Fail) request\.info\./,
  /^sales\.LogisticsSync\.getSyncListExt request\.params$/,
  /^sales\.LogisticsSync\.getSyncListExt response\.data\.created$/,
  /response\.(data|success_date|data\.success_date)\.reserve_s$/,
  / request\.rawTradeList\.(end_time|receiver_area|warehouse_no)$/,
  /^setting\.\w+\.\w+ request\.params$/,
  / response\.data\.(total_count|skip_spec_no)$/,
  / response\.details\.(modified|created)$/,
  /^setting\.Logistics\.queryLogistics response\.details\.volume_/,
];

/** Documented types that one of our types stands for; `choice` and `flagDigit` are written as Int. */
const STANDS_FOR: Record<string, RegExp> = {
  Int: /^(int|Int|Boolean|Byte|byte|bool|varchar)$/,
  long: /^(long|Int|int|Decimal\(19,4\))$/,
  'Decimal(19,4)': /^([Dd]ecimal\(19,4\)|Int)$/,
  Boolean: /^(Boolean|boolean|bool)$/,
  String: /^[Ss]tring$/,
  DateTime: /^String$/,
  Map: /^Map/,
  'List<Map>': /^List<Map/,
  'List<long>': /^List<(long|Integer)>$/,
  'List<String>': /^List<String>$/,
};

/** Our fields by the path that the vendor's tables give them: side, node, field. */
function* ours(method: Method): Generator<[path: string, doc: FieldDoc]> {
  for (const side of ['request', 'response'] as const) {
    const walk = function* (shape: Shape, node: string): ReturnType<typeof ours> {
      for (const [name, { doc }] of Object.entries(shape)) {
        yield [`${side}.${node}${name}`, doc];
        if (doc.members) yield* walk(doc.members, `${name}.`);
      }
    };
    yield* walk(method[side], '');
  }
}

function theirs(name: string) {
  // The older name has no page of its own in the tables: same arguments, same answer.
  const page = name.replace('calcStockWithAuth', 'calcStock');
  const found = documentedFields.find(({ method }) => method === page)?.fields ?? [];
  return found
    .filter(([, node, field]) => !(node === 'envelope' && (field === 'status' || field === 'message')))
    .map(([side, node, field, type, length, required]) => {
      const path = node === 'arguments' || node === 'envelope' ? '' : `${node}.`;
      return { path: `${side}.${path}${field}`, type, length, required };
    });
}

test.each(Object.values(flagship.methods) as Method[])('$name has the documented fields, no more and no less', (method) => {
  if (OURS[method.name]) return;
  const documented = new Map(theirs(method.name).map((field) => [field.path, field]));
  const defined = new Map(ours(method));
  for (const [path, doc] of defined) {
    const field = documented.get(path);
    const name = `${method.name} ${path}`;
    if (!field) {
      expect(OURS, `${name} is ours`).toHaveProperty([name]);
      continue;
    }
    if (!NO_LIST.test(name)) expect(field.type, `type of ${name}`).toMatch(STANDS_FOR[doc.type] as RegExp);
    if (doc.type === 'String' && field.length !== null && !path.endsWith('err_msg'))
      expect(doc.length, `length of ${name}`).toBe(Number(field.length));
    if (field.required && !doc.required)
      expect(
        LOOSER.some((loose) => loose.test(name)),
        `${name} is required`,
      ).toBe(true);
  }
  for (const path of documented.keys()) {
    if (!defined.has(path)) expect(NOT_OURS, `${method.name} ${path} is missing`).toHaveProperty([`${method.name} ${path}`]);
  }
});

test('every difference on purpose is one', () => {
  const defined = Object.values(flagship.methods).flatMap((method) =>
    [...ours(method as Method)].map(([path]) => `${method.name} ${path}`),
  );
  for (const path of Object.keys(NOT_OURS)) expect(defined).not.toContain(path);
  for (const path of Object.keys(OURS)) expect([...defined, 'sales.LogisticsSync.getSpecialOids']).toContain(path);
});
