import { declareWords } from '../../language/words.ts';
import { untilPulled } from '../../parts/record/until-pulled.ts';

/** The first sentence of a shipment's page, by the server's verdict. */
export const sentences = declareWords('shipment-verdicts', {
  'in the shop': { en: 'The shop has it: confirmed {{settled}}.', zh: '商城已收到：{{settled}}确认。' },
  cancelled: { en: 'The shop is not told of this parcel: it was cancelled {{settled}}.', zh: '该包裹不会告知商城：已于{{settled}}取消。' },
  replaced: {
    en: 'This record does not count any more: another one of order {{tid}} took its place.',
    zh: '该记录已作废，由订单 {{tid}} 的其他记录接替。',
  },
  'replaced by': {
    en: 'This record does not count any more: record {{successor}} of order {{tid}} took its place.',
    zh: '该记录已作废，由订单 {{tid}} 的记录 {{successor}} 接替。',
  },
  failed: {
    en: 'The shop reported it failed {{settled}}; it is not offered again by itself.',
    zh: '商城于{{settled}}判定失败，不会自动再次下发。',
  },
  'failed, carrier unmapped': {
    en: 'The shop reported it failed {{settled}}: its carrier {{carrier}} is mapped to none that shops know.',
    zh: '商城于{{settled}}判定失败：物流公司 {{carrier}} 尚未映射。',
  },
  'carrier unmapped': {
    en: 'It waits, but its carrier {{carrier}} is mapped to none that shops know.',
    zh: '等待同步，但物流公司 {{carrier}} 尚未映射。',
  },
  'shop paused': { en: 'Nothing is told to the shop: shop {{shop}} is paused.', zh: '不会下发：店铺 {{shop}} 已暂停。' },
  delayed: {
    en: {
      one: 'The shop asked once to be told again later: it is offered {{retry}}.',
      other: 'The shop asked {{count}} times to be told again later: it is offered {{retry}}.',
    },
    zh: '商城要求稍后重试（{{count}} 次），将于{{retry}}再次下发。',
  },
  retried: {
    en: {
      one: 'The shop asked once to be told again; it is offered again now.',
      other: 'The shop asked {{count}} times to be told again; it is offered again now.',
    },
    zh: '商城曾要求重试（{{count}} 次），现已再次下发。',
  },
  'no key': {
    en: 'Nobody can fetch it: no app key sees shop {{shop}} and may pull shipments.',
    zh: '无人可拉取：没有可见店铺 {{shop}} 且有权拉取物流的接口账号。',
  },
  'never pulled': { en: 'Shop {{shop}} has never asked for shipments.', zh: '店铺 {{shop}} 从未拉取过物流同步。' },
  'stopped pulling': {
    en: 'Shop {{shop}} has stopped asking for shipments: the last time was {{pulled}}.',
    zh: '店铺 {{shop}} 已停止拉取物流同步，最近一次为{{pulled}}。',
  },
  'not acknowledged': {
    en: 'Shop {{shop}} asked {{pulled}}, after this parcel was ready, and has not confirmed it.',
    zh: '该包裹已就绪，店铺 {{shop}} 于{{pulled}}拉取过，但尚未回写结果。',
  },
  waits: { en: 'It waits for shop {{shop}} to ask.', zh: '等待店铺 {{shop}} 拉取。' },
});

/** What to do, or what happens by itself. */
export const next = declareWords('shipment-next', {
  'in the shop': { en: 'Nothing to do.', zh: '无需处理。' },
  cancelled: {
    en: 'Nothing to do. If the shop should know after all, ship the order’s parcel again.',
    zh: '无需处理。若仍需告知商城，请重新发货。',
  },
  replaced: { en: 'Look at the other records of the order.', zh: '请查看该订单的其他记录。' },
  'replaced by': { en: 'See there how it goes on.', zh: '后续情况请查看该记录。' },
  failed: {
    en: 'Fix in the shop what it names, then queue it again; or ship it there by hand.',
    zh: '请先在商城处理所述问题，再重新排队；也可在商城手工处理。',
  },
  'failed, carrier unmapped': {
    en: 'Map the carrier, then queue it again: the new record carries the mapping.',
    zh: '请映射物流公司后重新排队，新记录会采用该映射。',
  },
  'carrier unmapped': { en: 'Map the carrier: what waits is corrected by itself.', zh: '请映射物流公司，等待中的记录会自动更正。' },
  'shop paused': { en: 'Let the shop go on; what waits is offered then.', zh: '恢复店铺后即可下发。' },
  delayed: { en: 'The pauses grow up to half an hour. Fix in the shop what it names.', zh: '间隔最长增至半小时。请在商城处理所述问题。' },
  retried: { en: 'Nothing to do if the shop is well again; else fix what it names.', zh: '商城恢复后无需处理，否则请处理所述问题。' },
  ...untilPulled,
});
