<?php

/*
 * Keeps a shop in step with the ERP: php main.php, every few minutes. PHP 8.1 or later, no package needed.
 *
 * URL, SELLER, KEY, SECRET, SHOP: the account and the number of the shop. EDITION: enterprise (default) or flagship.
 * STATE: beginning of the files that hold what the shop said until it is acknowledged; "state" by default.
 */
declare(strict_types=1);

require_once __DIR__ . '/KeepUp.php';

$stopping = false;
if (function_exists('pcntl_async_signals')) { // without it a signal ends the program at once, and the next run says what is left
    pcntl_async_signals(true);
    foreach ([SIGTERM, SIGINT] as $signal) {
        pcntl_signal($signal, function () use (&$stopping): void {
            $stopping = true;
        });
    }
}
$isStopping = function () use (&$stopping): bool {
    return $stopping;
};

[$url, $seller, $key, $secret, $shopNo] = array_map('getenv', ['URL', 'SELLER', 'KEY', 'SECRET', 'SHOP']);
$wire = new Wire(getenv('EDITION') ?: 'enterprise', $url, $seller, $key, $secret, (int) (getenv('PAUSE_MS') ?: 1000), $isStopping);
[$stock, $shipments] = KeepUp::pools($wire, $shopNo);
$shop = new Shop();
$failed = false;
foreach ([[$stock, $shop->setStock(...)], [$shipments, $shop->ship(...)]] as [$pool, $apply]) {
    try {
        $count = (new KeepUp($pool, new Journal((getenv('STATE') ?: 'state') . "-{$pool->name}"), $isStopping))->run($apply);
        echo "{$pool->name}: $count acknowledged\n";
    } catch (Throwable $error) { // one pool that cannot be worked with keeps nobody from the other
        fwrite(STDERR, "{$pool->name}: {$error->getMessage()}\n");
        $failed = true;
    }
}
exit($failed ? 1 : 0);
