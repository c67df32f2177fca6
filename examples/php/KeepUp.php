<?php

declare(strict_types=1);

require_once __DIR__ . '/EnterprisePools.php';
require_once __DIR__ . '/FlagshipPools.php';
require_once __DIR__ . '/Journal.php';
require_once __DIR__ . '/Shop.php';
require_once __DIR__ . '/Wire.php';

/** Reads a pool as it must be read: pull, apply, acknowledge what the shop said of it; then the first page again, until it brings nothing new. */
final class KeepUp
{
    /** @param Closure $isStopping whether somebody wants the program to end: then no further record is begun */
    public function __construct(private readonly Pool $pool, private readonly Journal $journal, private readonly Closure $isStopping)
    {
    }

    /** The pools of an edition. @return array{Pool, Pool} stock, shipments */
    public static function pools(Wire $wire, string $shopNo): array
    {
        return match ($wire->edition) {
            'flagship' => [new FlagshipStock($wire, $shopNo), new FlagshipShipments($wire, $shopNo)],
            'enterprise' => [new EnterpriseStock($wire, $shopNo), new EnterpriseShipments($wire, $shopNo)],
        };
    }

    /** One pass. $apply makes the shop do it, and throws where it did not. @return int how many were acknowledged */
    public function run(callable $apply): int
    {
        $count = $this->acknowledge(); // the last run ended between the shop's word and the acknowledgement
        $seen = [];
        $unsaid = 0;
        while (!($this->isStopping)()) {
            $page = array_filter($this->pool->nextPage($unsaid), fn ($row) => !isset($seen[$this->pool->keyOf($row)]));
            if ($page === []) {
                break;
            }
            foreach ($page as $row) {
                if (($this->isStopping)()) {
                    break;
                }
                $seen[$this->pool->keyOf($row)] = true;
                $element = $this->saidOf($row, $apply);
                $element === null ? $unsaid++ : $this->journal->add($element);
            }
            $count += $this->acknowledge();
        }
        return $count;
    }

    /** Gives one record to the shop. Whatever goes wrong with it is said of it alone. Null: nothing is to be said, it comes again. */
    private function saidOf(mixed $row, callable $apply): ?array
    {
        try {
            $record = $this->pool->read($row);
        } catch (UnexpectedValueException $error) {
            $this->tell("cannot be read, and waits: {$error->getMessage()}: " . json_encode($row, JSON_UNESCAPED_UNICODE));
            return null;
        }
        [$outcome, $message] = ['success', ''];
        try {
            $apply($record);
        } catch (Refusal $refusal) { // the shop says no, and will again until somebody does something
            [$outcome, $message] = ['fail', $refusal->getMessage()];
        } catch (Throwable $error) { // not now, or nobody knows why: the same may succeed later
            [$outcome, $message] = ['retry', $error->getMessage()];
        }
        if ($outcome !== 'success') {
            $this->tell("{$record['number']}: $outcome: $message");
        }
        return $this->pool->element($record, $outcome, $message);
    }

    private function acknowledge(): int
    {
        $elements = $this->journal->read();
        $rejected = $elements === [] ? [] : $this->pool->acknowledge($elements);
        foreach ($rejected as [$number, $reason]) {
            $this->tell("rejected: $number: $reason");
        }
        $this->journal->clear();
        return count($elements) - count($rejected);
    }

    private function tell(string $text): void
    {
        fwrite(STDERR, "{$this->pool->name}: $text\n");
    }
}
