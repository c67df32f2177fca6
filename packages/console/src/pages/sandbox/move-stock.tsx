import { App, Button, Flex, InputNumber } from 'antd';
import { useState } from 'react';
import { useAct } from '../../api/use-api.ts';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../parts/problem.tsx';
import { GoodsSelect } from '../../parts/selects.tsx';
import { useCan } from '../../parts/use-can.ts';
import { Card } from './card.tsx';
import { words } from './words.ts';

/** Sets how many pieces of an item lie in the warehouse `main`. */
export function MoveStock() {
  const say = useWords(words);
  const { message } = App.useApp();
  const [specNo, setSpecNo] = useState('');
  const [stock, setStock] = useState<number | null>(null);
  const mayWrite = useCan('operator');
  const move = useAct('PUT /api/sandbox/stock/{specNo}', { renews: ['/api/'] });
  const isReady = mayWrite && specNo !== '' && stock !== null;
  const doIt = () =>
    isReady && move.mutate({ params: { specNo }, body: { stock } }, { onSuccess: () => void message.success(say('moved')) });
  return (
    <Card title={say('stock')} note={say('stockNote')}>
      <Flex gap="small" wrap>
        <GoodsSelect aria-label={say('item')} value={specNo} onChange={setSpecNo} style={{ flex: '1 1 220px', width: 'auto' }} />
        <InputNumber
          aria-label={say('pieces')}
          placeholder={say('pieces')}
          min={0}
          precision={0}
          value={stock}
          onChange={setStock}
          onPressEnter={doIt}
        />
        <Button type="primary" disabled={!isReady} loading={move.isPending} onClick={doIt}>
          {say('set')}
        </Button>
      </Flex>
      <Problem of={move.error} />
    </Card>
  );
}
