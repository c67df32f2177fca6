import { App, Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../api/call.ts';
import { useAct } from '../api/use-api.ts';
import { declareWords, useWords } from '../language/words.ts';
import { ActDialog } from './act-dialog.tsx';
import { Field } from './fields.tsx';
import { GoodsSelect } from './selects.tsx';
import { WillHappen } from './will-happen.tsx';

const words = declareWords('bind-listing', {
  title: { en: 'Bind {{goods}}', zh: '绑定 {{goods}}' },
  goods: { en: 'Item or suite', zh: '单品或组合装' },
  bind: { en: 'Bind', zh: '绑定' },
  bound: { en: 'Bound: it is synced from now on', zh: '已绑定，开始同步' },
  match: { en: 'Match by code', zh: '按编码匹配' },
});

const RENEWS = ['/api/unbound-listings', '/api/mapping-gaps', '/api/listings', '/api/items'];

type Bindable = Pick<Answer<'GET /api/listings/{listing}'>, 'listing' | 'goodsName' | 'goodsId'>;

/** Binds a listing to an item or suite by hand. @param code what is chosen at first; empty for nothing */
export function BindListing({ listing, code, close }: { listing: Bindable; code: string; close(): void }) {
  const say = useWords(words);
  const [chosen, setChosen] = useState(code);
  const params = { listing: String(listing.listing) };
  const body = chosen === '' ? null : { code: chosen };
  return (
    <ActDialog
      title={say('title', { goods: listing.goodsName || listing.goodsId })}
      act={say('bind')}
      at="POST /api/listings/{listing}/bind"
      input={body && { params, body }}
      renews={RENEWS}
      told={say('bound')}
      close={close}
    >
      <Field label={say('goods')} wide>
        <GoodsSelect suites value={chosen} onChange={setChosen} autoFocus={code === ''} />
      </Field>
      <WillHappen write="bindListing" params={params} body={body} />
    </ActDialog>
  );
}

/** Lets codes decide again for a listing that was bound or unbound by hand. */
export function MatchListing({ listing }: { listing: number }) {
  const say = useWords(words);
  const { message } = App.useApp();
  const match = useAct('POST /api/listings/{listing}/match', { renews: RENEWS });
  const doIt = () => match.mutate({ params: { listing: String(listing) } }, { onError: (problem) => void message.error(problem.detail) });
  return (
    <Button size="small" loading={match.isPending} onClick={doIt}>
      {say('match')}
    </Button>
  );
}
