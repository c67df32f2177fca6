<?php

declare(strict_types=1);

require_once __DIR__ . '/Pool.php';

/** Stock of the flagship edition (旗舰版): a list of numbers, quantities for them, and a call for every acknowledgement. */
final class FlagshipStock extends Pool
{
    public string $name = 'stock';
    private string $position = '0';

    /** What a row says of the rule that made its quantity, and an acknowledgement says again. */
    private const RULE = ['stock_syn_rule_id', 'stock_syn_rule_no', 'stock_syn_warehouses', 'stock_syn_mask', 'stock_syn_percent',
        'stock_syn_plus', 'stock_syn_min', 'stock_syn_max', 'is_auto_listing', 'is_auto_delisting'];

    /** This list alone has a cursor: it goes on from where it ended. It holds every shop the key may see: give each a key of its own. */
    public function nextPage(int $unsaid): array
    {
        $data = $this->wire->call('sales.StockSync.getSelfWaitSyncIdListOpen', [self::PAGE, $this->position])['data'];
        $this->position = $data['position'] ?? $this->position;
        $wanted = array_map(fn ($id) => ['api_goods_id' => $id, 'force_sync' => false], $data['id_list'] ?? []); // a list that is left out is empty
        if ($wanted === []) {
            return [];
        }
        $answer = $this->wire->call('sales.StockSync.batchCalcStock', [$wanted])['data'];
        foreach ($answer['error_date'] ?? [] as $error) { // switched off, suspended: it waits, and is not offered
            fwrite(STDERR, "stock: {$error['rec_id']} is not offered: {$error['err_msg']}\n");
        }
        return $answer['success_date'] ?? [];
    }

    public function keyOf(mixed $row): string
    {
        return self::keyFrom($row, ['rec_id', 'stock_change_count']);
    }

    public function read(mixed $row): array
    {
        $texts = self::texts($row, ['rec_id', 'stock_change_count', 'syn_stock', 'spec_outer_id', 'spec_id', ...self::RULE]);
        return [
            'number' => self::number($texts['rec_id'], 'rec_id'),
            'version' => self::number($texts['stock_change_count'], 'stock_change_count'),
            'quantity' => self::number($texts['syn_stock'], 'syn_stock'),
            'sku' => $texts['spec_outer_id'] !== '' ? $texts['spec_outer_id'] : $texts['spec_id'],
            'rule' => array_intersect_key($texts, array_flip(self::RULE)),
        ];
    }

    public function element(array $record, string $outcome, string $message): ?array
    {
        $isDone = $outcome === 'success';
        $info = ['syn_stock' => $record['quantity'], 'stock_change_count' => $record['version'], ...$record['rule'], 'stock_syn_other' => '',
            'is_syn_success' => $isDone, 'is_manual' => false, 'syn_result' => $isDone ? '同步成功' : self::cut($message, 1024)];
        return ['number' => $record['number'], 'method' => $isDone ? 'syncSuccess' : 'syncFail', 'info' => $info];
    }

    public function acknowledge(array $elements): array
    {
        $rejected = [];
        foreach ($elements as ['number' => $number, 'method' => $method, 'info' => $info]) {
            try {
                $this->wire->call("sales.StockSync.$method", [$number, $info]);
            } catch (Refused $refused) { // of this record: the others are said all the same
                $rejected[] = [$number, $refused->getMessage()];
            }
        }
        return $rejected;
    }
}

/** Shipments of the flagship edition. */
final class FlagshipShipments extends Pool
{
    public string $name = 'shipments';

    private const STATUS = ['success' => 0, 'fail' => 2, 'retry' => -100];

    public function nextPage(int $unsaid): array
    {
        $wanted = ['shop_no' => $this->shopNo, 'is_own_platform' => true];
        return $this->wire->call('sales.LogisticsSync.getSyncListExt', [$wanted], min(self::PAGE + $unsaid, 1000))['data'] ?? [];
    }

    public function keyOf(mixed $row): string
    {
        return self::keyFrom($row, ['sync_id']);
    }

    public function read(mixed $row): array
    {
        $texts = self::texts($row, ['sync_id', 'tid', 'logistics_no', 'logistics_code', 'is_part_sync', 'oids', 'trade_id', 'platform_id']);
        return [
            'number' => self::number($texts['sync_id'], 'sync_id'),
            ...['tid' => $texts['tid'], 'carrier' => $texts['logistics_code'], 'tracking' => $texts['logistics_no']],
            ...$this->oids($texts),
        ];
    }

    /** A list that is too long for its field is asked for. Where nobody knows it, not the whole order is shipped, but nothing. */
    private function oids(array $row): array
    {
        if (!str_starts_with($row['oids'], '!!!!')) {
            return self::listed($row['oids'], $row['is_part_sync'] === '1');
        }
        try {
            $data = $this->wire->call('sales.LogisticsSync.getSpecialOids', [$row['trade_id'], $row['platform_id'], $row['tid'], $row['oids']])['data'];
        } catch (Refused $refused) {
            return ['oids' => null, 'problem' => $refused->getMessage()];
        }
        return $data['code'] === '0' ? self::listed($data['oids'], true) : ['oids' => null, 'problem' => "the sub-orders cannot be had: {$data['message']}"];
    }

    public function element(array $record, string $outcome, string $message): ?array
    {
        return ['sync_id' => $record['number'], 'status' => self::STATUS[$outcome], 'error_msg' => self::cut($message, 200)];
    }

    /** The answer's texts name no record: where there are some, each record is said by itself. Said twice, it changes nothing. */
    public function acknowledge(array $elements): array
    {
        $rejected = [];
        foreach (array_chunk($elements, self::PAGE) as $batch) {
            if ($this->update($batch) === []) {
                continue;
            }
            foreach ($batch as $element) {
                $errors = $this->update([$element]);
                if ($errors !== []) {
                    $rejected[] = [$element['sync_id'], implode('; ', $errors)];
                }
            }
        }
        return $rejected;
    }

    private function update(array $batch): array
    {
        return $this->wire->call('sales.LogisticsSync.update', [$batch])['data'] ?? [];
    }
}
