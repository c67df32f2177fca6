import { Alert, Skeleton, Typography } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { LongText } from '../../parts/long-text.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Problem } from '../../parts/problem.tsx';
import { RecordDrawer } from '../../parts/record-drawer.tsx';
import { WhatItMeans } from '../../parts/what-it-means.tsx';
import { exactly, When } from '../../parts/when.tsx';
import { Doctor } from './doctor.tsx';
import css from './requests.module.css';
import { SentText } from './sent-text.tsx';
import { words } from './words.ts';

type Shown = Answer<'GET /api/requests/{request}'>;

/** One request beside the list: how it ended, what is wrong with it, what was sent and answered. */
export function RequestDetail({ request, close }: { request: string; close(): void }) {
  const say = useWords(words);
  const isOpen = request !== '';
  const { data, error, isPending } = useApi('GET /api/requests/{request}', { params: { request } }, { when: isOpen, keep: false });
  return (
    <RecordDrawer title={say('request')} isOpen={isOpen} close={close}>
      {error?.code === 'not-found' ? <Alert type="info" showIcon title={say('gone')} /> : <Problem of={error} />}
      {isPending && isOpen && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && <Whole of={data} />}
    </RecordDrawer>
  );
}

function Whole({ of: shown }: { of: Shown }) {
  const say = useWords(words);
  const language = useLanguage();
  const { outcome, verified, code, message, parameters, body, answer } = shown;
  return (
    <>
      <h2 className={css.name}>
        <bdi>{shown.interface}</bdi>
      </h2>
      <dl className={css.facts}>
        <Fact label={say('outcome')}>
          <Mark tone={outcome === 'ok' ? 'good' : outcome === 'refused' ? 'bad' : 'warn'}>{say(outcome)}</Mark> {code}{' '}
          <bdi className={css.wraps}>{message}</bdi>
          {outcome !== 'ok' && message !== '' && (
            <>
              {' · '}
              <WhatItMeans said={message} />
            </>
          )}
        </Fact>
        <Fact label={say('at')}>
          <When at={shown.at} /> · {exactly(Date.parse(shown.at), language)}
        </Fact>
        <Fact label={say('took')}>{say('ms', { ms: shown.durationMs })}</Fact>
        <Fact label={say('key')}>
          {say(shown.edition)} · <bdi className={css.code}>{shown.key}</bdi> {!verified && <Mark tone="warn">{say('unverified')}</Mark>}
        </Fact>
        <Fact label={say('from')}>
          <span className={css.code}>{shown.address}</span>
        </Fact>
        {shown.offered + shown.accepted + shown.rejected > 0 && (
          <Fact label={say('elements')}>
            {shown.offered > 0 && `${say('offered', { count: shown.offered })} `}
            {shown.accepted > 0 && `${say('accepted', { count: shown.accepted })} `}
            {shown.rejected > 0 && <Mark tone="bad">{say('rejected', { count: shown.rejected })}</Mark>}
          </Fact>
        )}
        <Fact label={say('id')}>
          <LongText text={shown.request} code copy />
        </Fact>
      </dl>
      {!verified && <Alert type="warning" showIcon title={say('unverifiedNote')} className={css.alert} />}
      {!verified && <Doctor request={shown.request} />}
      <Heading>{say('sent')}</Heading>
      <dl className={css.parameters}>
        {parameters.map(({ name, value }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name may come twice, and the list never changes
          <div key={i}>
            <dt>
              <bdi>{name}</bdi>
            </dt>
            <dd>
              <SentText text={value} />
            </dd>
          </div>
        ))}
      </dl>
      {body !== null && (
        <>
          <Heading>{say('body')}</Heading>
          <SentText text={body} large />
        </>
      )}
      <Heading>{say('answered')}</Heading>
      <SentText text={answer} large />
      {shown.cut && <Typography.Text type="secondary">{say('cut')}</Typography.Text>}
    </>
  );
}

function Heading({ children }: { children: string }) {
  return <h3 className={css.heading}>{children}</h3>;
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
