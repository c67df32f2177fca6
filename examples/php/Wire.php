<?php

declare(strict_types=1);

/** No result, after all that could be repeated was. */
class CallFailed extends RuntimeException
{
}

/** The server answered, and refused the call as a whole. */
final class Refused extends CallFailed
{
}

/** Signs a call, sends it, reads the answer: both editions. */
final class Wire
{
    private const TRIES = 6;
    /** The flagship edition's clock counts seconds from 2012-01-01 in Beijing. */
    private const FLAGSHIP_EPOCH = 1325347200;

    /**
     * @param string  $edition    flagship or enterprise
     * @param string  $url        such as https://erp.example.com, without /openapi
     * @param string  $secret     flagship: secret:salt. The first half signs and never travels, the second travels and does not sign.
     * @param int     $pauseMs    before a call is repeated for the first time; each further pause is twice as long
     * @param Closure $isStopping whether somebody wants the program to end: then nothing is waited for
     */
    public function __construct(
        public readonly string $edition,
        private readonly string $url,
        private readonly string $seller,
        private readonly string $key,
        private readonly string $secret,
        private readonly int $pauseMs,
        private readonly Closure $isStopping,
    ) {
    }

    /**
     * Calls an interface. Each that this program calls is safe to repeat: it asks, or names the one version or record it settles.
     *
     * @param array $request  a list of arguments (flagship) or the fields of a form (enterprise)
     * @param ?int  $pageSize for flagship methods that have pages; always the first one
     *
     * @return array the answer; numbers in it are texts, digit for digit
     */
    public function call(string $name, array $request, ?int $pageSize = null): array
    {
        for ($try = 0; $try < self::TRIES; $try++) {
            if ($try > 0 && !($this->isStopping)()) {
                usleep($this->pauseMs * 1000 * 2 ** ($try - 1)); // a limit is counted by the minute: 31 s in all
            }
            [$url, $type, $body] = $this->edition === 'flagship' ? $this->flagship($name, $request, $pageSize) : $this->enterprise($name, $request);
            $answer = self::read(self::post($url, $type, $body));
            $number = $answer[$this->edition === 'flagship' ? 'status' : 'code'] ?? null;
            if (!is_numeric($number)) { // no connection, a proxy's page, half of an answer
                $problem = 'no answer that can be read';
                continue;
            }
            if ((int) $number === 0) {
                return $answer;
            }
            $problem = "$number " . ($answer['message'] ?? '');
            $isLimit = preg_match('/超过.*(频率|并发)/u', $problem) === 1 || ($this->edition === 'enterprise' && (int) $number === 1009);
            if (!$isLimit) {
                throw new Refused("$name: $problem");
            }
        }
        throw new CallFailed("$name: $problem");
    }

    /** Secret, then every name and its value in the order of the names, the body under the name "body", then the secret again. */
    private function flagship(string $method, array $arguments, ?int $pageSize): array
    {
        [$secret, $salt] = explode(':', $this->secret, 2);
        $body = self::json($arguments); // written once: what is signed are the very bytes that are sent
        $query = ['sid' => $this->seller, 'key' => $this->key, 'salt' => $salt, 'method' => $method, 'v' => '1.0'];
        $query['timestamp'] = (string) (time() - self::FLAGSHIP_EPOCH);
        if ($pageSize !== null) {
            $query += ['page_size' => (string) $pageSize, 'page_no' => '0', 'calc_total' => '0'];
        }
        $signed = [...$query, 'body' => $body];
        ksort($signed, SORT_STRING);
        $text = '';
        foreach ($signed as $name => $value) {
            $text .= $name . $value;
        }
        $query['sign'] = md5($secret . $text . $secret);
        return ["{$this->url}/openapi?" . http_build_query($query), 'application/json', $body];
    }

    /** Names in order, each name and value after its length in characters, which strlen does not count; then the secret. */
    private function enterprise(string $name, array $fields): array
    {
        $form = array_map(fn ($value) => is_array($value) ? self::json($value) : $value, $fields);
        $form = array_filter($form, fn ($value) => $value !== ''); // an empty value is neither sent nor signed
        $form += ['sid' => $this->seller, 'appkey' => $this->key, 'timestamp' => (string) time()];
        ksort($form, SORT_STRING);
        $parts = [];
        foreach ($form as $field => $value) {
            $parts[] = sprintf('%02d-%s:%04d-%s', strlen($field), $field, preg_match_all('/./su', $value), $value);
        }
        $form['sign'] = md5(implode(';', $parts) . $this->secret);
        return ["{$this->url}/openapi2/$name.php", 'application/x-www-form-urlencoded', http_build_query($form)];
    }

    /** In ASCII: json_encode escapes everything else, so that no way of counting characters gives another signature. */
    private static function json(array $value): string
    {
        return json_encode($value, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** PHP's own reading would round 123456789012345.6789: every number outside of a text is made a text first. */
    private static function read(string|false $text): ?array
    {
        $number = '/"(?:[^"\\\\]|\\\\.)*+"(*SKIP)(*FAIL)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/';
        $read = json_decode((string) preg_replace($number, '"$0"', (string) $text), true);
        return is_array($read) ? $read : null;
    }

    private static function post(string $url, string $type, string $body): string|false
    {
        // A signed request goes to one place only.
        $http = ['method' => 'POST', 'header' => "Content-Type: $type", 'content' => $body, 'timeout' => 30, 'follow_location' => 0, 'ignore_errors' => true];
        return @file_get_contents($url, false, stream_context_create(['http' => $http]));
    }
}
