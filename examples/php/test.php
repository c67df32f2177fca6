<?php

// php test.php: an integration's own tests against a Tongbu sandbox. Plain PHP 8.1 or later, nothing to install.

declare(strict_types=1);

require_once __DIR__ . '/KeepUp.php';
require_once __DIR__ . '/Sandbox.php';

/** What is tested: your integration stands here. Its shop is two arrays. */
final class Integration
{
    /** @var array<string, string> what the shop shows, by its SKU */
    public array $stock = [];
    /** @var array<string, array> what the shop was told of parcels, by the record's number: told twice, it knows it already */
    public array $parcels = [];
    private array $pools;

    public function __construct(Sandbox $sandbox)
    {
        ['key' => $key, 'secret' => $secret] = $sandbox->keys['flagship'];
        $wire = new Wire('flagship', $sandbox->url, $sandbox->seller, $key, $secret, 10, fn () => false);
        $this->pools = KeepUp::pools($wire, $sandbox->shopNo);
    }

    public function syncStock(): int
    {
        return $this->keepUp($this->pools[0], function (array $record): void {
            $this->stock[$record['sku']] = $record['quantity'];
        });
    }

    public function syncParcels(): int
    {
        return $this->keepUp($this->pools[1], function (array $record): void {
            $this->parcels[$record['number']] = ['tid' => $record['tid'], 'oids' => $record['oids']];
        });
    }

    private function keepUp(Pool $pool, callable $apply): int
    {
        $journal = new Journal(sys_get_temp_dir() . '/integration-' . getmypid());
        return (new KeepUp($pool, $journal, fn () => false))->run($apply);
    }
}

$sandbox = new Sandbox();
$integrate = fn (): Integration => new Integration($sandbox);

// Each test begins where nothing waits any more.
$sandbox->reset('shop');
same(10, $integrate()->syncStock());
$sandbox->save('quiet');

$tests = [
    'stock that moves is shown, once' => function (Integration $integration) use ($sandbox): void {
        $sandbox->move('SKU-3', 42);
        same(1, $integration->syncStock());
        same(['SKU-3' => '42'], $integration->stock);
        same(0, $integration->syncStock());
    },
    'an order in two parcels: each names its sub-orders' => function (Integration $integration) use ($sandbox): void {
        ['tids' => [$tid], 'shipments' => [$first, $second]] = $sandbox->ship('split');
        same(2, $integration->syncParcels());
        same([
            $first => ['tid' => $tid, 'oids' => ["$tid-1"]],
            $second => ['tid' => $tid, 'oids' => ["$tid-2"]],
        ], $integration->parcels);
        same(0, $integration->syncParcels());
    },
    'a list of sub-orders that is too long for its field is fetched' => function (Integration $integration) use ($sandbox): void {
        ['shipments' => [$number]] = $sandbox->ship('long-list');
        same(1, $integration->syncParcels());
        same(12, count($integration->parcels[$number]['oids']));
    },
    'too many calls: it waits and goes on' => function (Integration $integration) use ($sandbox): void {
        $sandbox->fault(['kind' => 'rate-limit', 'every' => 2]);
        foreach (range(1, 10) as $n) {
            $sandbox->move("SKU-$n", 7);
        }
        same(10, $integration->syncStock());
        same(array_fill(0, 10, '7'), array_values($integration->stock));
    },
    'an acknowledgement whose answer is lost is repeated, and does no harm' => function (Integration $integration) use ($sandbox): void {
        $sandbox->fault(['kind' => 'cut-after', 'method' => 'sales.LogisticsSync.update', 'times' => 1]);
        $sandbox->ship('whole');
        same(1, $integration->syncParcels());
        same(1, count($integration->parcels));
        same(0, $integration->syncParcels());
    },
    'a clock that is ten minutes wrong is refused, not repeated' => function (Integration $integration) use ($sandbox): void {
        $sandbox->shiftClock(600_000);
        try {
            $integration->syncStock();
        } catch (Refused $refused) {
            same('sales.StockSync.getSelfWaitSyncIdListOpen: 7 时间戳错误', $refused->getMessage());
            return;
        }
        throw new RuntimeException('it was not refused');
    },
];

$failed = 0;
foreach ($tests as $name => $test) {
    try {
        $sandbox->reset('quiet');
        $test($integrate());
        echo "ok      $name\n";
    } catch (Throwable $error) {
        $failed++;
        echo "FAILED  $name\n        {$error->getMessage()} ({$error->getFile()}:{$error->getLine()})\n";
    }
}
$sandbox->stop();
echo count($tests) - $failed . ' of ' . count($tests) . " passed\n";
exit($failed === 0 ? 0 : 1);

function same(mixed $wanted, mixed $seen): void
{
    if ($wanted !== $seen) {
        throw new RuntimeException('wanted ' . json_encode($wanted, JSON_UNESCAPED_UNICODE) . ', saw ' . json_encode($seen, JSON_UNESCAPED_UNICODE));
    }
}
