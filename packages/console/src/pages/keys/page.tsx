import { MoreOutlined, PlusOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { App, Button, Dropdown, Tooltip } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct, useApi } from '../../api/use-api.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Records } from '../../parts/records.tsx';
import { exactly, When } from '../../parts/when.tsx';
import { useForbidden } from '../../shell/gate.tsx';
import { AddKey } from './add-key.tsx';
import { EditRights } from './edit-rights.tsx';
import css from './keys.module.css';
import { RotateKey } from './rotate-key.tsx';
import { type MadeSecret, ShowSecret } from './show-secret.tsx';
import { words } from './words.ts';

export type AppKey = Answer<'GET /api/keys'>['items'][number];

/** Editions may have keys of one name. */
type Row = AppKey & { id: string };

/** What is done with which key, in a dialog. */
type Doing = { what: 'add'; again?: AppKey } | { what: 'rights' | 'rotate'; key: AppKey };

/** Who may call the signed API: rights, addresses, limits, secrets that are replaced. */
export default function Keys() {
  const say = useWords(words);
  const forbidden = useForbidden();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [made, setMade] = useState<MadeSecret | null>(null);
  const { data, error, isPending, refetch } = useApi('GET /api/keys', {}, { everyMs: 30_000, when: !forbidden });
  useKeys([{ keys: 'n', says: say('add'), act: () => setDoing({ what: 'add' }) }]);
  if (forbidden) return forbidden;
  const close = () => setDoing(null);
  const rows = data?.items.map((each) => ({ ...each, id: `${each.edition} ${each.key}` }));
  return (
    <>
      <PageHead title={say('title')} note={say('note')}>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setDoing({ what: 'add' })}>
          {say('add')}
        </Button>
      </PageHead>
      <Records<Row>
        label={say('title')}
        rowKey="id"
        page={rows && { items: rows, next: null }}
        problem={error}
        isLoading={isPending}
        again={() => void refetch()}
        open={(key: AppKey) => key.disabledAt === null && setDoing({ what: 'rights', key })}
        empty={say('none')}
        columns={[
          {
            title: say('key'),
            dataIndex: 'key',
            render: (key: string, { edition }: AppKey) => (
              <>
                <LongText text={key} code width={200} />
                <div className={css.below}>{say(edition)}</div>
              </>
            ),
          },
          { title: say('state'), key: 'state', bare: true, render: (_: unknown, key: AppKey) => <State of={key} /> },
          { title: say('interfaces'), dataIndex: 'interfaces', render: (names: string[] | null) => <Interfaces names={names} /> },
          {
            title: say('shops'),
            dataIndex: 'shops',
            render: (shops: string[] | null) => <LongText text={shops?.join(', ') ?? say('all')} width={150} />,
          },
          {
            title: say('allow'),
            dataIndex: 'allow',
            render: (allow: string[]) => <LongText text={allow.join(', ') || say('anywhere')} code={allow.length > 0} width={170} />,
          },
          { title: say('limits'), key: 'limits', render: (_: unknown, key: AppKey) => <Limits of={key} /> },
          { title: say('used'), dataIndex: 'usedAt', render: (at: string | null) => (at === null ? say('never') : <When at={at} />) },
          {
            title: say('does'),
            bare: true,
            key: 'actions',
            align: 'end',
            render: (_: unknown, key: AppKey) => <Actions of={key} begin={setDoing} />,
          },
        ]}
      />
      {doing?.what === 'add' && <AddKey again={doing.again} close={close} show={setMade} />}
      {doing?.what === 'rights' && <EditRights of={doing.key} close={close} />}
      {doing?.what === 'rotate' && <RotateKey of={doing.key} close={close} show={setMade} />}
      <ShowSecret of={made} close={() => setMade(null)} />
    </>
  );
}

function State({ of: { disabledAt, previous } }: { of: AppKey }) {
  const say = useWords(words);
  const language = useLanguage();
  if (disabledAt !== null) return <Mark tone="plain">{say('disabled')}</Mark>;
  if (previous === null) return <Mark tone="good">{say('works')}</Mark>;
  const exact = (at: string) => exactly(Date.parse(at), language);
  const until = previous.until === null ? say('previousOpen') : say('previousUntil', { at: exact(previous.until) });
  const used = previous.usedAt === null ? say('previousNever') : say('previousUsed', { at: exact(previous.usedAt) });
  return (
    <>
      <Mark tone="good">{say('works')}</Mark>{' '}
      <Tooltip title={`${until} ${used}`}>
        <span>
          <Mark tone="warn">{say('twoSecrets')}</Mark>
        </span>
      </Tooltip>
    </>
  );
}

function Interfaces({ names }: { names: string[] | null }) {
  const say = useWords(words);
  if (names === null) return say('all');
  if (names.length === 1) return <LongText text={names[0] as string} code width={220} />;
  return (
    <Tooltip title={<span className={css.lines}>{names.join('\n')}</span>}>
      <span>{say('some', { count: names.length })}</span>
    </Tooltip>
  );
}

function Limits({ of: { callsPerMinute, callsAtOnce } }: { of: AppKey }) {
  const say = useWords(words);
  const language = useLanguage();
  if (callsPerMinute === null && callsAtOnce === null) return <span className={css.quiet}>{say('ofServer')}</span>;
  const number = (count: number) => count.toLocaleString(language === 'zh' ? 'zh-CN' : 'en');
  const said = [
    ...(callsPerMinute === null ? [] : [say('aMinute', { count: number(callsPerMinute) })]),
    ...(callsAtOnce === null ? [] : [say('together', { count: number(callsAtOnce) })]),
  ];
  return <span className={css.number}>{said.join(' · ')}</span>;
}

const RENEWS = ['/api/keys'];

function Actions({ of: key, begin }: { of: AppKey; begin(doing: Doing): void }) {
  const say = useWords(words);
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const disable = useAct('POST /api/keys/{edition}/{key}/disable', { renews: RENEWS });
  const end = useAct('POST /api/keys/{edition}/{key}/end-previous', { renews: RENEWS });
  const params = { edition: key.edition, key: key.key };
  const ask = (act: typeof disable | typeof end, title: 'disableAsk' | 'endAsk', note: 'disableNote' | 'endNote', okText: string) =>
    void modal.confirm({
      title: <bdi>{say(title, { key: key.key })}</bdi>,
      content: say(note),
      okText,
      okButtonProps: { danger: true },
      cancelText: say('cancel'),
      onOk: () =>
        act.mutateAsync({ params }).then(
          () => void message.success(say('done')),
          ({ detail }) => void message.error(detail),
        ),
    });
  const works = [
    { key: 'rights', label: say('rights'), onClick: () => begin({ what: 'rights', key }) },
    { key: 'rotate', label: say('rotate'), disabled: key.previous !== null, onClick: () => begin({ what: 'rotate', key }) },
    ...(key.previous ? [{ key: 'end', label: say('end'), onClick: () => ask(end, 'endAsk', 'endNote', say('end')) }] : []),
    { key: 'disable', label: say('disable'), danger: true, onClick: () => ask(disable, 'disableAsk', 'disableNote', say('disable')) },
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          ...(key.disabledAt === null ? works : [{ key: 'again', label: say('again'), onClick: () => begin({ what: 'add', again: key }) }]),
          { type: 'divider' as const },
          {
            key: 'requests',
            label: say('itsRequests'),
            onClick: () => void navigate({ to: '/requests', search: { key: key.key, edition: key.edition } as never }),
          },
        ],
      }}
    >
      <Button size="small" type="text" icon={<MoreOutlined aria-hidden />} aria-label={say('actions', { key: key.key })} />
    </Dropdown>
  );
}
