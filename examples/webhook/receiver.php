<?php
/*
 * A receiver of the bridge's webhook, whole: PHP 8, no package needed.
 *
 *   SECRET=whsec_… SHOP=shop.json php -S 127.0.0.1:8099 receiver.php
 *
 * SHOP stands for your database: replace set_stock and ship, keep the rest. Behind a web server it is one script under one address.
 */
declare(strict_types=1);

// A warning, such as a member that is missing, is a mistake like any other: nothing goes on with half of it.
set_error_handler(fn (int $level, string $message, string $file, int $line) => throw new ErrorException($message, 0, $level, $file, $line));

/** How many deliveries are remembered by their webhook-id. */
const REMEMBERED = 1000;

/** Sets an absolute quantity. What was set for a newer version stays: an older one may arrive late. */
function set_stock(array &$shop, array $change): array
{
    ['key' => $key, 'sku' => $sku, 'quantity' => $quantity, 'version' => $version] = $change;
    if (!isset($shop['products'][$sku])) {
        return ['key' => $key, 'result' => 'unknown', 'what' => 'listing', 'subject' => $sku, 'message' => "no product $sku"];
    }
    $known = $shop['products'][$sku]['version'];
    if ($version < $known) {
        return ['key' => $key, 'result' => 'failed', 'message' => "version $known of $sku is newer"];
    }
    $shop['products'][$sku] = ['quantity' => $quantity, 'version' => $version];
    return ['key' => $key, 'result' => 'applied', 'id' => $sku, 'quantity' => $quantity];
}

/** Makes a parcel, unless it is there: the same number for the same lines is the same parcel, however often it is told. */
function ship(array &$shop, array $parcel): array
{
    ['key' => $key, 'tid' => $tid, 'lines' => $lines, 'trackingNumber' => $number] = $parcel;
    $all = $shop['orders'][$tid] ?? null;
    if ($all === null) {
        return ['key' => $key, 'result' => 'unknown', 'what' => 'order', 'subject' => $tid, 'message' => "no order $tid"];
    }
    $oids = $lines === 'whole order' ? $all : $lines['oids'];
    foreach ($oids as $oid) {
        if (!in_array($oid, $all, true)) {
            return ['key' => $key, 'result' => 'unknown', 'what' => 'sub-order', 'subject' => $oid, 'message' => "order $tid has no line $oid"];
        }
    }
    $left = array_filter($shop['parcels'], fn ($each) => $each['tid'] === $tid && array_intersect($each['oids'], $oids) !== []);
    foreach ($left as $each) {
        if ($each['trackingNumber'] === $number) {
            return ['key' => $key, 'result' => 'applied', 'id' => $each['id'], 'already' => true];
        }
    }
    // `count` is set where the ERP splits a line by quantity: then it leaves under several numbers.
    if ($left !== [] && $parcel['count'] === null) {
        $other = reset($left)['trackingNumber'];
        return ['key' => $key, 'result' => 'failed', 'message' => "order $tid has left under number $other"];
    }
    $id = 'parcel-' . (count($shop['parcels']) + 1);
    $carrier = $parcel['carrier']['code'];
    $shop['parcels'][] = ['id' => $id, 'key' => $key, 'tid' => $tid, 'trackingNumber' => $number, 'carrier' => $carrier, 'oids' => $oids];
    return ['key' => $key, 'result' => 'applied', 'id' => $id, 'already' => false];
}

/** Each record by itself: one that makes the shop stumble takes no other with it. */
function applied(array &$shop, array $items, callable $apply): array
{
    $results = [];
    foreach ($items as $item) {
        try {
            $results[] = $apply($shop, $item);
        } catch (Throwable $error) {
            $results[] = ['key' => $item['key'] ?? '', 'result' => 'failed', 'message' => "the shop stumbled: {$error->getMessage()}"];
        }
    }
    return $results;
}

/** Standard Webhooks: HMAC-SHA256 over id.timestamp.body, no older or newer than five minutes. */
function is_genuine(string $secret, string $body): bool
{
    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
    $wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $secret, true));
    foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $given) {
        if (hash_equals($wanted, $given)) {
            return true;
        }
    }
    return false;
}

$secret = base64_decode(preg_replace('/^whsec_/', '', getenv('SECRET') ?: ''), true);
if ($secret === false || strlen($secret) < 24) {
    http_response_code(500);
    exit('SECRET must be whsec_ and the base64 of at least 24 bytes');
}
$body = file_get_contents('php://input'); // the bytes as they came: what was signed
if ($_SERVER['REQUEST_METHOD'] !== 'POST' || !is_genuine($secret, $body)) {
    http_response_code(401);
    exit;
}
$event = json_decode($body, true, 32, JSON_THROW_ON_ERROR); // what throws here is a 500: nothing is confirmed, everything comes again

// One at a time: two deliveries that look at the same order take turns.
$file = fopen(getenv('SHOP') ?: 'shop.json', 'r+');
flock($file, LOCK_EX);
$shop = json_decode(stream_get_contents($file), true, 32, JSON_THROW_ON_ERROR);
$id = $_SERVER['HTTP_WEBHOOK_ID'];
$before = $shop['done'][$id] ?? null; // done in full before: only answered again
if ($before !== null) {
    $results = array_map(fn ($each) => isset($each['already']) ? [...$each, 'already' => true] : $each, $before);
} else {
    $results = [...applied($shop, $event['data']['changes'] ?? [], 'set_stock'), ...applied($shop, $event['data']['shipments'] ?? [], 'ship')];
    // A check wants to know what would happen: nothing of it is kept.
    if ($event['type'] !== 'bridge.check') {
        // The id is the same whenever the same records come. One that was refused may be possible by then: only what was done is remembered.
        if (array_filter($results, fn ($each) => $each['result'] !== 'applied') === []) {
            $shop['done'] = [...array_slice($shop['done'] ?? [], 1 - REMEMBERED), $id => $results];
        }
        rewind($file);
        ftruncate($file, 0);
        fwrite($file, json_encode($shop, JSON_UNESCAPED_UNICODE));
        fsync($file);
    }
}
flock($file, LOCK_UN);

// Only now, when all is kept. A record without a result is not confirmed, and comes again.
header('content-type: application/json');
echo json_encode(['results' => $results], JSON_UNESCAPED_UNICODE);
