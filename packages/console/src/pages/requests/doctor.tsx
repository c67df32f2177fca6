import { Alert, Spin } from 'antd';
import type { Answer } from '../../api/call.ts';
import { useApi } from '../../api/use-api.ts';
import { useLanguage } from '../../language/language.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import css from './requests.module.css';
import { words } from './words.ts';

type Explanation = Answer<'GET /api/requests/{request}/explanation'>;
type Parted = NonNullable<Explanation['signed']>;

/** What is wrong with a request that was refused before it was verified: the mistake, both signed texts with the place marked, where to look. */
export function Doctor({ request }: { request: string }) {
  const say = useWords(words);
  const { data, error, isPending, refetch } = useApi('GET /api/requests/{request}/explanation', { params: { request } }, { keep: false });
  return (
    <section>
      <h3 className={css.heading}>{say('doctor')}</h3>
      <Problem of={error} again={() => void refetch()} />
      {isPending && (
        <p className={css.waiting}>
          <Spin size="small" /> {say('examining')}
        </p>
      )}
      {data && <Found of={data} />}
    </section>
  );
}

function Found({ of: { signature, findings, advice, tried, signed, expected } }: { of: Explanation }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <>
      {findings.map(({ kind, text }) => (
        <Alert key={kind} type="error" showIcon title={<bdi className={css.wraps}>{text[language]}</bdi>} className={css.alert} />
      ))}
      {signature === 'unknown' && <Alert type="warning" showIcon title={say('unknown', { tried })} className={css.alert} />}
      {signature === 'unchecked' && findings.length === 0 && <Alert type="info" showIcon title={say('unchecked')} className={css.alert} />}
      {signature === 'right' && findings.length === 0 && <Alert type="success" showIcon title={say('rightSign')} className={css.alert} />}
      {signed && expected && (signed.differs !== '' || expected.differs !== '') && (
        <>
          <SignedText label={say('signedText')} of={signed} tone="wrong" />
          <SignedText label={say('expectedText')} of={expected} tone="right" />
          <p className={css.hint}>{say('parting')}</p>
        </>
      )}
      {signature === 'unknown' && expected && <SignedText label={say('expectedText')} of={expected} tone="right" />}
      {advice.length > 0 && (
        <>
          <h4 className={css.small}>{say('look')}</h4>
          <ul className={css.advice}>
            {advice.map((each) => (
              <li key={each.en}>{each[language]}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Of what comes before the place where two texts part, and after it, so much is shown. */
const AROUND = 400;

function SignedText({ label, of: { before, differs, after }, tone }: { label: string; of: Parted; tone: 'wrong' | 'right' }) {
  const lead = before.length > AROUND ? `…${before.slice(-AROUND)}` : before;
  const tail = after.length > AROUND ? `${after.slice(0, AROUND)}…` : after;
  return (
    <figure className={css.signed}>
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <pre className={css.text} tabIndex={0}>
        <bdi>
          {lead}
          <mark className={tone === 'wrong' ? css.wrong : css.right}>{differs === '' ? '‸' : differs}</mark>
          {tail}
        </bdi>
      </pre>
    </figure>
  );
}
