<?php

declare(strict_types=1);

/** What the shop said and the ERP was not told yet, a line of JSON each. A program that dies in between reads it at its next start. */
final class Journal
{
    public function __construct(private readonly string $path)
    {
    }

    /** On the disk when this returns. */
    public function add(array $element): void
    {
        $file = fopen($this->path, 'a');
        fwrite($file, json_encode($element, JSON_THROW_ON_ERROR) . "\n");
        fsync($file);
        fclose($file);
    }

    /** A line that was cut off in the middle of a write was never returned from add(): it is left out. */
    public function read(): array
    {
        $text = is_file($this->path) ? file_get_contents($this->path) : '';
        return array_map(fn ($line) => json_decode($line, true, flags: JSON_THROW_ON_ERROR), array_slice(explode("\n", $text), 0, -1));
    }

    public function clear(): void
    {
        if (is_file($this->path)) {
            unlink($this->path);
        }
    }
}
