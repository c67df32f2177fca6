import { useState } from 'react';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import type { AppKey } from './page.tsx';
import { chosenOf, RightsFields, rightsOf } from './rights-fields.tsx';
import { words } from './words.ts';

/** Says anew what a key may do; it holds from its next request on. */
export function EditRights({ of: key, close }: { of: AppKey; close(): void }) {
  const say = useWords(words);
  const [rights, setRights] = useState(() => chosenOf(key));
  return (
    <ActDialog
      title={say('rightsTitle', { key: key.key })}
      act={say('save')}
      at="PUT /api/keys/{edition}/{key}/rights"
      input={{ params: { edition: key.edition, key: key.key }, body: rightsOf(rights) }}
      renews={['/api/keys']}
      close={close}
      wide
    >
      <RightsFields edition={key.edition} rights={rights} change={(some) => setRights({ ...rights, ...some })} />
    </ActDialog>
  );
}
