import { declareWords } from '../../language/words.ts';

export const words = declareWords('pool', {
  state: { en: 'State', zh: '状态' },
  reason: { en: 'Shop says', zh: '商城说明' },
  kind: { en: 'Failures of one group: {{kind}}', zh: '仅此类失败：{{kind}}' },
  export: { en: 'Export CSV', zh: '导出 CSV' },
  reload: { en: 'Refresh', zh: '刷新' },
  reset: { en: 'Clear filters', zh: '清除筛选' },
});
