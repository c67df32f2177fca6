import { App, Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/call.ts';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field } from '../../parts/fields.tsx';
import { GoodsSelect } from '../../parts/selects.tsx';
import { WillHappen } from '../../parts/will-happen.tsx';
import { words } from './words.ts';

const RENEWS = ['/api/unbound-listings', '/api/mapping-gaps', '/api/listings', '/api/items'];

/** Binds a listing to an item or suite by hand. */
export function BindListing({
  listing,
  code,
  close,
}: {
  listing: Answer<'GET /api/unbound-listings'>['items'][number];
  code: string;
  close(): void;
}) {
  const say = useWords(words);
  const [chosen, setChosen] = useState(code);
  const params = { listing: String(listing.listing) };
  const body = chosen === '' ? null : { code: chosen };
  return (
    <ActDialog
      title={say('bindTitle', { goods: listing.goodsName || listing.goodsId })}
      act={say('bind')}
      at="POST /api/listings/{listing}/bind"
      input={body && { params, body }}
      renews={RENEWS}
      told={say('bound')}
      close={close}
    >
      <Field label={say('goodsLabel')} wide>
        <GoodsSelect suites value={chosen} onChange={setChosen} autoFocus={code === ''} />
      </Field>
      <WillHappen write="bindListing" params={params} body={body} />
    </ActDialog>
  );
}

/** Lets codes decide again for a listing that was unbound by hand. */
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
