<?php

declare(strict_types=1);

/** A Tongbu sandbox, driven over HTTP. Copy this file into your tests. */
final class Sandbox
{
    /** Base of the signed API. */
    public readonly string $url;
    public readonly string $seller;
    public readonly string $shopNo;
    /** @var array{flagship: array{key: string, secret: string}, enterprise: array{key: string, secret: string}} */
    public readonly array $keys;

    private readonly string $manageUrl;
    private readonly string $token;
    /** @var resource|null */
    private $process = null;
    /** @var resource|null its standard input: when this ends, so does the sandbox */
    private $input = null;

    /** Starts one, or takes the one that runs: the line of `tongbu sandbox start --json` is in TONGBU_SANDBOX then. */
    public function __construct()
    {
        $line = getenv('TONGBU_SANDBOX') ?: $this->start(getenv('TONGBU') ?: 'npx tongbu');
        ['url' => $this->url, 'manageUrl' => $this->manageUrl, 'seller' => $this->seller, 'shopNo' => $this->shopNo,
            'keys' => $this->keys, 'token' => $this->token] = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    }

    /** Sets how many pieces of an item lie in the warehouse. */
    public function move(string $specNo, int $stock): void
    {
        $this->manage('PUT', '/api/sandbox/stock/' . rawurlencode($specNo), ['stock' => $stock]);
    }

    /** Lets parcels of a documented kind leave, such as "split". @return array{tids: list<string>, shipments: list<int>} */
    public function ship(string $scene): array
    {
        return $this->manage('POST', "/api/sandbox/scenes/$scene");
    }

    /** Lets calls go wrong: ['kind' => 'rate-limit', 'times' => 2]. */
    public function fault(array $fault): void
    {
        $this->manage('POST', '/api/sandbox/faults', $fault);
    }

    /** Puts its clock forward, or back. */
    public function shiftClock(int $ms): void
    {
        $this->manage('PUT', '/api/sandbox/clock', ['shiftMs' => $ms]);
    }

    /** Keeps everything as it is now under a name. */
    public function save(string $state): void
    {
        $this->manage('POST', "/api/sandbox/states/$state/save");
    }

    /** Puts a saved state back; faults are gone and the clock is right again. */
    public function reset(string $state = 'shop'): void
    {
        $this->manage('POST', "/api/sandbox/states/$state/reset");
    }

    /** Stops it, if it was started here; what it held is gone. */
    public function stop(): void
    {
        if ($this->process !== null) {
            fclose($this->input);
            proc_close($this->process);
            $this->process = null;
        }
    }

    /** Waits until it is ready. @return string the line that it prints then */
    private function start(string $command): string
    {
        $words = [...explode(' ', $command), 'sandbox', 'start', '--temporary', '--json'];
        $this->process = proc_open($words, [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes);
        [$this->input, $output] = $pipes;
        return fgets($output) ?: throw new RuntimeException(implode(' ', $words) . ': it did not start');
    }

    /** One call of the management API. */
    private function manage(string $method, string $path, ?array $body = null): array
    {
        $http = ['method' => $method, 'header' => ["Authorization: Bearer {$this->token}"], 'timeout' => 10, 'ignore_errors' => true];
        if ($body !== null) {
            $http['header'][] = 'Content-Type: application/json';
            $http['content'] = json_encode($body, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
        }
        $answer = json_decode((string) file_get_contents($this->manageUrl . $path, false, stream_context_create(['http' => $http])), true);
        if (!is_array($answer) || isset($answer['detail'])) { // a problem says what is wrong
            throw new RuntimeException("$method $path: " . ($answer['detail'] ?? 'no answer'));
        }
        return $answer;
    }
}
