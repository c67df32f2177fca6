<?php

declare(strict_types=1);

require_once __DIR__ . '/Pool.php';

/** What the pools of the enterprise edition (企业版) have in common: a list goes, and the errors of it come back. */
abstract class EnterprisePool extends Pool
{
    protected const ACK = '';
    protected const FIELD = '';

    public function acknowledge(array $elements): array
    {
        $rejected = [];
        foreach (array_chunk($elements, self::PAGE) as $batch) {
            foreach ($this->wire->call(static::ACK, [static::FIELD => $batch])['errors'] ?? [] as $error) {
                if (!str_contains($error['error'], '非待同步状态')) { // else it was said before, and its answer was lost
                    $rejected[] = [$error['rec_id'] ?? '', $error['error']];
                }
            }
        }
        return $rejected;
    }
}

final class EnterpriseStock extends EnterprisePool
{
    protected const ACK = 'api_goods_stock_change_ack';
    protected const FIELD = 'stock_sync_list';
    public string $name = 'stock';

    public function nextPage(int $unsaid): array
    {
        $limit = (string) min(self::PAGE + $unsaid, 2000);
        return $this->wire->call('api_goods_stock_change_query', ['shop_no' => $this->shopNo, 'limit' => $limit])['stock_change_list'] ?? [];
    }

    public function keyOf(mixed $row): string
    {
        return self::keyFrom($row, ['rec_id', 'stock_change_count']);
    }

    public function read(mixed $row): array
    {
        $texts = self::texts($row, ['rec_id', 'stock_change_count', 'sync_stock', 'spec_no', 'spec_id']);
        return [
            'number' => self::number($texts['rec_id'], 'rec_id'),
            'version' => self::number($texts['stock_change_count'], 'stock_change_count'),
            'quantity' => self::number($texts['sync_stock'], 'sync_stock'),
            'sku' => $texts['spec_no'] !== '' ? $texts['spec_no'] : $texts['spec_id'],
        ];
    }

    /** What failed is left out of the list: that is how this edition says it. The version as it came: a newer one must not be acknowledged. */
    public function element(array $record, string $outcome, string $message): ?array
    {
        if ($outcome !== 'success') {
            return null;
        }
        return ['rec_id' => $record['number'], 'sync_stock' => $record['quantity'], 'stock_change_count' => $record['version']];
    }
}

final class EnterpriseShipments extends EnterprisePool
{
    protected const ACK = 'logistics_sync_ack';
    protected const FIELD = 'logistics_list';
    public string $name = 'shipments';

    public function nextPage(int $unsaid): array
    {
        $wanted = ['shop_no' => $this->shopNo, 'is_part_sync_able' => '1', 'limit' => (string) min(self::PAGE + $unsaid, 100)];
        return $this->wire->call('logistics_sync_query', $wanted)['trades'] ?? [];
    }

    public function keyOf(mixed $row): string
    {
        return self::keyFrom($row, ['rec_id']);
    }

    public function read(mixed $row): array
    {
        $texts = self::texts($row, ['rec_id', 'tid', 'logistics_no', 'logistics_code_erp', 'is_part_sync', 'oids']);
        return [
            'number' => self::number($texts['rec_id'], 'rec_id'),
            ...['tid' => $texts['tid'], 'carrier' => $texts['logistics_code_erp'], 'tracking' => $texts['logistics_no']],
            ...($texts['is_part_sync'] === '1' ? self::listed($texts['oids'], true) : ['oids' => [], 'problem' => '']),
        ];
    }

    public function element(array $record, string $outcome, string $message): ?array
    {
        if ($outcome === 'retry') { // left out of the list: it comes again
            return null;
        }
        return ['rec_id' => $record['number'], 'status' => $outcome === 'success' ? '0' : '1', 'message' => self::cut($message, 255)];
    }
}
