import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { Input as Sent } from '../../api/call.ts';
import { useWords } from '../../language/words.ts';
import { ActDialog } from '../../parts/act-dialog.tsx';
import { Field, Fields } from '../../parts/fields.tsx';
import { words } from './words.ts';

type Fault = Sent<'POST /api/sandbox/faults'>['body'];
type Edition = 'both' | 'flagship' | 'enterprise';
const KINDS = ['rate-limit', 'slow', 'cut-before', 'cut-after', 'server-error', 'wrong-answer', 'partial-errors'] as const;
const FORMS = ['html', 'truncated', 'empty'] as const;

/** Sets a fault: which kind, and which calls it fits. */
export function AddFault({ close }: { close(): void }) {
  const say = useWords(words);
  const [fault, setFault] = useState<Fault>({ kind: 'rate-limit' });
  const set = (some: Partial<Fault>) => setFault({ ...fault, ...some });
  const { kind } = fault;
  const body = Object.fromEntries(Object.entries(fault).filter(([, value]) => value !== undefined && value !== '')) as Fault;
  const number = (value: number | undefined) => value ?? null;
  return (
    <ActDialog
      title={say('addFault')}
      act={say('addFault')}
      at="POST /api/sandbox/faults"
      input={{ body }}
      renews={['/api/sandbox']}
      close={close}
    >
      <Fields>
        <Field label={say('fault')} wide>
          <Select
            value={kind}
            onChange={(next) => setFault({ kind: next })}
            options={KINDS.map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <Field label={say('edition')}>
          <Select<Edition>
            value={fault.edition ?? 'both'}
            onChange={(next) => set({ edition: next === 'both' ? undefined : next })}
            options={(['both', 'flagship', 'enterprise'] as const).map((value) => ({ value, label: say(value) }))}
          />
        </Field>
        <Field label={say('method')} note={say('methodNote')}>
          <Input value={fault.method ?? ''} maxLength={80} onChange={({ target }) => set({ method: target.value.trim() })} />
        </Field>
        <Field label={say('every')}>
          <InputNumber
            min={1}
            precision={0}
            placeholder="1"
            value={number(fault.every)}
            onChange={(every) => set({ every: every ?? undefined })}
            style={{ width: '100%' }}
          />
        </Field>
        <Field label={say('times')} note={say('timesNote')}>
          <InputNumber
            min={1}
            precision={0}
            value={number(fault.times)}
            onChange={(times) => set({ times: times ?? undefined })}
            style={{ width: '100%' }}
          />
        </Field>
        {kind === 'slow' && (
          <Field label={say('ms')}>
            <InputNumber
              min={0}
              max={600_000}
              placeholder="3000"
              value={number(fault.ms)}
              onChange={(ms) => set({ ms: ms ?? undefined })}
              style={{ width: '100%' }}
            />
          </Field>
        )}
        {kind === 'server-error' && (
          <Field label={say('status')}>
            <InputNumber
              min={400}
              max={599}
              placeholder="502"
              value={number(fault.status)}
              onChange={(status) => set({ status: status ?? undefined })}
              style={{ width: '100%' }}
            />
          </Field>
        )}
        {kind === 'wrong-answer' && (
          <Field label={say('form')}>
            <Select
              value={fault.form ?? 'html'}
              onChange={(form) => set({ form })}
              options={FORMS.map((value) => ({ value, label: say(value) }))}
            />
          </Field>
        )}
      </Fields>
    </ActDialog>
  );
}
