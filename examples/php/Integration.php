<?php

declare(strict_types=1);

require_once __DIR__ . '/Flagship.php';

/** What is tested: your integration stands here. The shop of this one is two arrays. */
final class Integration
{
    /** @var array<string, int|float> what the shop shows, by its own SKU id */
    public array $stock = [];

    /** @var array<string, array{tid: string, oids: list<string>}> what the shop was told of parcels, by the record's number */
    public array $parcels = [];

    public function __construct(private readonly Flagship $erp, private readonly string $shopNo)
    {
    }

    /** Shows what changed in stock, and acknowledges the version that is shown. @return int how many listings */
    public function syncStock(): int
    {
        $count = 0;
        $position = 0;
        do {
            ['id_list' => $ids, 'position' => $position] = $this->erp->call('sales.StockSync.getSelfWaitSyncIdListOpen', [100, $position])['data'];
            foreach ($ids as $id) {
                $row = $this->erp->call('sales.StockSync.calcStock', [$id, false])['data'];
                $this->stock[$row['spec_id']] = $row['syn_stock'];
                $version = ['syn_stock' => $row['syn_stock'], 'stock_change_count' => $row['stock_change_count']];
                $this->erp->call('sales.StockSync.syncSuccess', [$id, $version]);
                $count++;
            }
        } while ($ids !== []);
        return $count;
    }

    /** Tells the shop which parcels left, and reports each. @return int how many */
    public function syncParcels(): int
    {
        $count = 0;
        $filter = ['shop_no' => $this->shopNo, 'is_own_platform' => true];
        // Always the first page: what was reported has left it.
        while ($rows = $this->erp->call('sales.LogisticsSync.getSyncListExt', [$filter], ['page_size' => '100', 'page_no' => '0', 'calc_total' => '0'])['data']) {
            $results = [];
            foreach ($rows as $row) {
                // By the record's number: told twice of the same record, the shop knows it already.
                $this->parcels[$row['sync_id']] = ['tid' => $row['tid'], 'oids' => $this->subOrders($row)];
                $results[] = ['sync_id' => $row['sync_id'], 'status' => 0, 'error_msg' => ''];
            }
            $refused = $this->erp->call('sales.LogisticsSync.update', [$results])['data'];
            if ($refused !== []) {
                throw new RuntimeException('not every result was taken: ' . implode('; ', $refused));
            }
            $count += count($rows);
        }
        return $count;
    }

    /** @return list<string> sub-orders; none stands for the whole order */
    private function subOrders(array $row): array
    {
        $oids = $row['oids'];
        if (str_starts_with($oids, '!!!!')) { // a longer list than the field holds
            $oids = $this->erp->call('sales.LogisticsSync.getSpecialOids', [$row['trade_id'], $row['platform_id'], $row['tid'], $oids])['data']['oids'];
        }
        return $oids === '' ? [] : explode(',', $oids);
    }
}
