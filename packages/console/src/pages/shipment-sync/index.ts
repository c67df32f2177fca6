import { TruckOutlined } from '@ant-design/icons';
import type { Page } from '../page.ts';

export const shipmentSync: Page = {
  path: '/shipment-sync',
  title: { en: 'Shipment sync', zh: '物流同步' },
  group: 'sync',
  icon: TruckOutlined,
  key: 'l',
  load: () => import('./page.tsx'),
};

export const shipmentRecord: Page = {
  path: '/shipment-sync/$shipment',
  title: { en: 'Shipment', zh: '物流同步记录' },
  load: () => import('./record.tsx'),
};
