import { Button, Select, Tag } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { FilterBar } from '../../parts/filter-bar.tsx';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { TextFilter } from '../../parts/text-filter.tsx';
import { useFilters } from '../../parts/use-filters.ts';
import { AtSecond, exactly, When } from '../../parts/when.tsx';
import { InterfaceSelect } from './interface-select.tsx';
import { RequestDetail } from './request-detail.tsx';
import css from './requests.module.css';
import { words } from './words.ts';

type SignedRequest = Answer<'GET /api/requests'>['items'][number];

const FILTERS = { q: '', edition: '', interface: '', key: '', outcome: '', at: '', cursor: '', request: '' };
const TONES = { ok: 'good', refused: 'bad', failed: 'warn' } as const;

/** The last signed calls of the seller; one of them beside the list, with the doctor where it was refused. */
export default function Requests() {
  const say = useWords(words);
  const language = useLanguage();
  const [filters, setFilters] = useFilters(FILTERS);
  const { request, ...asked } = filters;
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
  const { data, error, isPending, refetch } = useApi('GET /api/requests', { query: { ...query, limit: '30' } }, { everyMs: 10_000 });
  const isFiltered = Object.entries(asked).some(([name, value]) => name !== 'cursor' && value !== '');
  const clear = () => setFilters({ q: '', edition: '', interface: '', key: '', outcome: '', at: '' });
  return (
    <>
      <PageHead
        title={say('title')}
        note={
          <>
            {say('note')}{' '}
            {data?.since && (
              <>
                {say('since')} <When at={data.since} />
                {say('sinceEnd')}
              </>
            )}
          </>
        }
      />
      <FilterBar set={[filters.edition, filters.interface, filters.key, filters.at].filter((filter) => filter !== '').length}>
        <SearchBox value={filters.q} placeholder={say('find')} search={(q) => setFilters({ q })} />
        <Select
          aria-label={say('outcome')}
          value={filters.outcome}
          onChange={(outcome) => setFilters({ outcome })}
          options={['', 'ok', 'refused', 'failed'].map((value) => ({
            value,
            label: value === '' ? say('anyOutcome') : say(value as 'ok'),
          }))}
          style={{ width: 116 }}
        />
        <Select
          aria-label={say('edition')}
          value={filters.edition}
          onChange={(edition) => setFilters({ edition, interface: '' })}
          options={['', 'flagship', 'enterprise'].map((value) => ({
            value,
            label: value === '' ? say('anyEdition') : say(value as 'flagship'),
          }))}
          style={{ width: 140 }}
        />
        <InterfaceSelect edition={filters.edition} value={filters.interface} choose={(chosen) => setFilters({ interface: chosen })} />
        <TextFilter value={filters.key} label={say('key')} search={(key) => setFilters({ key })} />
        {filters.at !== '' && (
          <Tag closable onClose={() => setFilters({ at: '' })}>
            {say('exactlyAt', { at: exactly(Date.parse(filters.at), language) })}
          </Tag>
        )}
      </FilterBar>
      <Records<SignedRequest>
        label={say('title')}
        rowKey="request"
        page={data}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={(record) => setFilters({ request: record.request, cursor: filters.cursor })}
        opened={request}
        empty={
          isFiltered ? (
            <>
              {say('noneSuch')}{' '}
              <Button size="small" onClick={clear}>
                {say('clear')}
              </Button>
            </>
          ) : (
            say('none')
          )
        }
        columns={[
          { title: say('at'), dataIndex: 'at', render: (at: string) => <AtSecond at={at} /> },
          {
            title: say('outcome'),
            bare: true,
            dataIndex: 'outcome',
            render: (outcome: SignedRequest['outcome']) => <Mark tone={TONES[outcome]}>{say(outcome)}</Mark>,
          },
          {
            title: say('interface'),
            bare: true,
            dataIndex: 'interface',
            render: (name: string, { edition }) => (
              <>
                <LongText text={name} code width={330} />
                <div className={css.below}>{say(edition)}</div>
              </>
            ),
          },
          { title: say('answer'), key: 'answer', render: (_: unknown, record) => <AnswerOf of={record} /> },
          { title: say('elements'), key: 'elements', align: 'end', render: (_: unknown, record) => <Elements of={record} /> },
          {
            title: say('took'),
            dataIndex: 'durationMs',
            align: 'end',
            render: (ms: number) => <span className={css.number}>{say('ms', { ms: ms < 10 ? ms.toFixed(1) : Math.round(ms) })}</span>,
          },
          {
            title: say('key'),
            dataIndex: 'key',
            render: (key: string, { verified }) => (
              <>
                <LongText text={key} code width={170} />
                {!verified && <div className={css.below}>{say('unverified')}</div>}
              </>
            ),
          },
          { title: say('from'), dataIndex: 'address', render: (address: string) => <LongText text={address} code width={150} /> },
        ]}
      />
      <RequestDetail request={request} close={() => setFilters({ request: '', cursor: filters.cursor })} />
    </>
  );
}

/** The code of the answer, and its text where there is one. */
export function AnswerOf({ of: { code, message, outcome } }: { of: Pick<SignedRequest, 'code' | 'message' | 'outcome'> }) {
  if (outcome === 'ok') return <span className={css.number}>{code}</span>;
  return (
    <>
      <span className={css.number}>{code}</span> <LongText text={message} width={250} />
    </>
  );
}

/** What was offered, taken and refused; nothing where it was none. */
export function Elements({ of: { offered, accepted, rejected } }: { of: Pick<SignedRequest, 'offered' | 'accepted' | 'rejected'> }) {
  const say = useWords(words);
  if (offered + accepted + rejected === 0) return <span aria-hidden>—</span>;
  return (
    <span className={css.elements}>
      {offered > 0 && <span>{say('offered', { count: offered })}</span>}
      {accepted > 0 && <span>{say('accepted', { count: accepted })}</span>}
      {rejected > 0 && <Mark tone="bad">{say('rejected', { count: rejected })}</Mark>}
    </span>
  );
}
