<?php

declare(strict_types=1);

/**
 * One of the two pools of what waits for the shop.
 *
 * A pool has no page 2: what is acknowledged leaves it, so the first page is asked for again, larger by what stays at its head.
 */
abstract class Pool
{
    protected const PAGE = 100;

    /** stock or shipments */
    public string $name;

    public function __construct(protected readonly Wire $wire, protected readonly string $shopNo)
    {
    }

    /** @return list<mixed> the next rows that wait; $unsaid of them were offered before and are not acknowledged */
    abstract public function nextPage(int $unsaid): array;

    /** What makes a row another one than it was; also of one that cannot be read. */
    abstract public function keyOf(mixed $row): string;

    /** @return array{number: string, …} what the shop is given; throws UnexpectedValueException where it cannot be read */
    abstract public function read(mixed $row): array;

    /** What is said of a record; null where the edition says it by silence. $outcome is success, retry or fail. */
    abstract public function element(array $record, string $outcome, string $message): ?array;

    /** @return list<array{string, string}> number and reason of each that the server did not take */
    abstract public function acknowledge(array $elements): array;

    /** Members of a row as texts; one that is missing or holds a list makes it unreadable. */
    protected static function texts(mixed $row, array $names): array
    {
        $texts = [];
        foreach ($names as $name) {
            $value = is_array($row) ? $row[$name] ?? null : null;
            if (!is_string($value) && !is_bool($value)) {
                throw new UnexpectedValueException("$name is missing");
            }
            $texts[$name] = $value;
        }
        return $texts;
    }

    protected static function number(string $text, string $name): string
    {
        return preg_match('/^\d+(\.\d+)?$/D', $text) === 1 ? $text : throw new UnexpectedValueException("$name \"$text\" is no number");
    }

    /** The first characters, not bytes. */
    protected static function cut(string $text, int $most): string
    {
        preg_match("/^.{0,$most}/su", $text, $first);
        return $first[0] ?? '';
    }

    /** @return array{oids: ?list<string>, problem: string} of one parcel of several an empty list is no list: the whole order would leave with it */
    protected static function listed(string $oids, bool $part): array
    {
        $names = array_values(array_filter(array_map('trim', explode(',', $oids)), fn ($oid) => $oid !== ''));
        return $part && $names === [] ? ['oids' => null, 'problem' => 'one parcel of several that names no sub-orders'] : ['oids' => $names, 'problem' => ''];
    }

    protected static function keyFrom(mixed $row, array $names): string
    {
        return json_encode(is_array($row) ? array_map(fn ($name) => $row[$name] ?? null, $names) : $row);
    }
}
