<?php

declare(strict_types=1);

/** The shop says no, and will again until somebody does something, such as naming the goods. */
final class Refusal extends RuntimeException
{
}

/** A pretend shop that prints what it does: put yours here. What you must keep stands in the comments. */
final class Shop
{
    /** Sets an absolute quantity, and returns when it is there for good. Throws where it is not. */
    public function setStock(array $record): void
    {
        $this->work($record['sku']);
        echo "stock {$record['sku']} = {$record['quantity']}\n";
    }

    /** Ships these sub-orders, the whole order where there are none. Told of a number it has, a shop answers that it has it. */
    public function ship(array $record): void
    {
        if ($record['oids'] === null) {
            throw new RuntimeException($record['problem']);
        }
        $this->work($record['tid']);
        echo "ship {$record['tid']} [" . implode(' ', $record['oids']) . "] {$record['carrier']} {$record['tracking']}\n";
    }

    /** Only for tests: TROUBLE="SKU-3=unknown SKU-4=busy SKU-5=crash" makes it refuse, and SHOP_MS makes it slow. */
    private function work(string $subject): void
    {
        for ($end = hrtime(true) + (int) getenv('SHOP_MS') * 1_000_000; hrtime(true) < $end; usleep(1_000)) {
            // a signal would end one long sleep
        }
        preg_match('/(?:^| )' . preg_quote($subject, '/') . '=(\w+)/', (string) getenv('TROUBLE'), $trouble);
        match ($trouble[1] ?? '') {
            'unknown' => throw new Refusal("商城没有 $subject 🎉"),
            'busy' => throw new RuntimeException('the shop is taking stock'),
            'crash' => throw new TypeError('a mistake in the shop'),
            '' => null,
        };
    }
}
