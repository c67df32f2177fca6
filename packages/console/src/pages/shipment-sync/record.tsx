import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Flex, Skeleton } from 'antd';
import { useApi } from '../../api/use-api.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { declareWords, useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { words as pool } from '../../parts/pool/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { Back } from '../../parts/record/back.tsx';
import { Facts } from '../../parts/record/facts.tsx';
import { Story } from '../../parts/record/story.tsx';
import { Unread } from '../../parts/record/unread.tsx';
import { useCan } from '../../parts/use-can.ts';
import { When } from '../../parts/when.tsx';
import { Actions } from './actions.tsx';
import { carrierOf } from './columns.tsx';
import { Replacement } from './replacement.tsx';
import { ShipmentVerdict } from './shipment-verdict.tsx';
import { State } from './state.tsx';
import { columnWords } from './words.ts';

const recordWords = declareWords('shipment-record', {
  record: { en: 'Shipment {{shipment}}', zh: '物流同步记录 {{shipment}}' },
  title: { en: 'Parcel {{number}}', zh: '包裹 {{number}}' },
  note: { en: 'Shipment {{shipment}} of order {{tid}}', zh: '物流同步记录 {{shipment}}，原始单 {{tid}}' },
  pulled: { en: 'Shop pulled', zh: '最近拉取' },
  term: { en: 'Payment', zh: '发货条件' },
  before: { en: 'paid before delivery', zh: '款到发货' },
  cod: { en: 'cash on delivery', zh: '货到付款' },
  others: { en: 'all its records', zh: '全部记录' },
});

const EVERY_MS = 5_000;
const CASH_ON_DELIVERY = 2;

/** One shipment: why it is or is not in its shop, and its whole life. */
export default function ShipmentRecord() {
  const say = useWords(recordWords);
  const sayPool = useWords(pool);
  const sayColumn = useWords(columnWords);
  const navigate = useNavigate();
  const mayAct = useCan('operator');
  const { shipment: number = '' } = useParams({ strict: false }) as { shipment?: string };
  const params = { shipment: number };
  const { data, error, refetch } = useApi('GET /api/shipments/{shipment}', { params } as never, { everyMs: EVERY_MS });
  const judged = useApi('GET /api/shipments/{shipment}/verdict', { params } as never, { everyMs: EVERY_MS, when: !error });
  const again = () => void Promise.all([refetch(), judged.refetch()]);
  useKeys([{ keys: 'r', says: sayPool('reload'), act: again }]);
  if (!data || String(data.shipment) !== number)
    return <Unread title={say('record', { shipment: number })} list="/shipment-sync" problem={error} again={again} />;
  const isOpen = data.state === 'pending' || data.state === 'failed';
  return (
    <>
      <Back to="/shipment-sync" />
      <PageHead
        title={say('title', { number: data.trackingNumber || data.shipment })}
        note={<bdi>{say('note', { shipment: data.shipment, tid: data.tid })}</bdi>}
      >
        {isOpen && mayAct && (
          <Actions
            selected={{ keys: [data.shipment] }}
            filter={{}}
            kinds={data.state === 'failed' && judged.data?.mend !== 'requeue' ? ['requeue', 'cancel'] : ['cancel']}
            size="medium"
            done={again}
          />
        )}
      </PageHead>
      <Problem of={error} again={again} />
      {judged.data ? (
        <ShipmentVerdict
          of={data}
          verdict={judged.data}
          replacedBy={(shipment) => void navigate({ to: `/shipment-sync/${shipment}` as never })}
        />
      ) : (
        <Skeleton active paragraph={{ rows: 2 }} />
      )}
      <Facts
        facts={[
          [sayColumn('state'), <State key="s" of={data} />],
          [sayColumn('created'), <When key="c" at={data.createdAt} />],
          [sayColumn('settled'), <When key="e" at={data.settledAt} />],
          [say('pulled'), <When key="p" at={judged.data?.pulledAt} />],
          [sayColumn('shop'), <LongText key="h" text={data.shopNo} />],
          [
            sayColumn('tid'),
            <Flex key="t" gap="0 8px" align="baseline" wrap>
              <LongText text={data.tid} code copy />
              <Link to={'/shipment-sync' as never} search={{ q: data.tid } as never} style={{ whiteSpace: 'nowrap' }}>
                {say('others')}
              </Link>
            </Flex>,
          ],
          [sayColumn('oids'), data.oids.length === 0 ? sayColumn('whole') : <LongText key="o" text={data.oids.join(', ')} code />],
          [sayColumn('tracking'), <LongText key="n" text={data.trackingNumber} code copy={data.trackingNumber !== ''} />],
          [sayColumn('carrier'), <LongText key="l" text={carrierOf(data, sayColumn('unmapped'))} />],
          [sayColumn('count'), data.goodsCount ?? '—'],
          [sayColumn('shipped'), <When key="d" at={data.shippedAt} />],
          [say('term'), say(data.deliveryTerm === CASH_ON_DELIVERY ? 'cod' : 'before')],
          [sayColumn('retries'), data.retries],
        ]}
      />
      <Story
        of="shipment"
        number={data.shipment}
        named={String(data.shipment)}
        beside={{ created: <Replacement of={data} which="replaces" />, replaced: <Replacement of={data} which="replacedBy" /> }}
      />
    </>
  );
}
