import { ArrowLeftOutlined } from '@ant-design/icons';
import { useCanGoBack, useNavigate, useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useKeys } from '../../keyboard/use-keys.ts';
import { declareWords, useWords } from '../../language/words.ts';

const words = declareWords('back', { back: { en: 'Back to the list', zh: '返回列表' } });

/** Back to the list as it was, with its filters; also with `u`. */
export function Back({ to }: { to: string }) {
  const say = useWords(words);
  const { history } = useRouter();
  const canGoBack = useCanGoBack();
  const navigate = useNavigate();
  const act = () => (canGoBack ? history.back() : void navigate({ to: to as never }));
  useKeys([{ keys: 'u', says: say('back'), act }]);
  return (
    <Button
      type="text"
      size="small"
      icon={<ArrowLeftOutlined aria-hidden />}
      onClick={act}
      style={{ marginInlineStart: -8, marginBlockEnd: 4 }}
    >
      {say('back')}
    </Button>
  );
}
