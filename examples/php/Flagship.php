<?php

declare(strict_types=1);

/** The API refused a call; nothing of it was carried out. */
final class Refused extends RuntimeException
{
}

/** No answer came, or one that cannot be read: nobody knows whether the call was carried out. Repeating it is safe. */
final class NoAnswer extends RuntimeException
{
}

/** The flagship edition (旗舰版): signs a call, sends it, reads the answer. */
final class Flagship
{
    /** Its clock counts seconds from 2012-01-01 in Beijing. */
    private const EPOCH = 1325347200;

    private const TRIES = 5;

    private readonly string $secret;
    private readonly string $salt;

    /**
     * @param string $url        such as https://erp.example.com, without /openapi
     * @param string $appsecret  secret:salt. The first half signs and never travels, the second travels and does not sign.
     * @param int    $pauseMs    before a call is repeated for the first time; each further pause is twice as long
     */
    public function __construct(
        private readonly string $url,
        private readonly string $sid,
        private readonly string $key,
        string $appsecret,
        private readonly int $pauseMs = 1000,
    ) {
        [$this->secret, $this->salt] = explode(':', $appsecret, 2);
    }

    /**
     * Calls a method; what may work when it is repeated (too many calls, no answer) is repeated.
     *
     * @param array $arguments in the documented order
     * @param array $page      page_size, page_no and calc_total, for methods that have pages
     *
     * @return array the answer
     */
    public function call(string $method, array $arguments, array $page = []): array
    {
        for ($try = 1; ; $try++) {
            try {
                return $this->callOnce($method, $arguments, $page);
            } catch (Refused | NoAnswer $error) {
                $passes = $error instanceof NoAnswer || str_contains($error->getMessage(), '超过每分钟最大');
                if (!$passes || $try === self::TRIES) {
                    throw $error;
                }
                usleep($this->pauseMs * 1000 * 2 ** ($try - 1));
            }
        }
    }

    private function callOnce(string $method, array $arguments, array $page): array
    {
        // Written once: what is signed are the very bytes that are sent.
        $body = json_encode($arguments, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
        $parameters = [
            'sid' => $this->sid,
            'key' => $this->key,
            'salt' => $this->salt,
            'method' => $method,
            'v' => '1.0',
            'timestamp' => (string) (time() - self::EPOCH),
            ...$page,
        ];
        $parameters['sign'] = $this->sign($parameters, $body);
        $answer = $this->post("{$this->url}/openapi?" . http_build_query($parameters), $body);
        $read = json_decode($answer, true);
        if (!is_array($read) || !isset($read['status'])) {
            throw new NoAnswer("$method: not an answer of the API: " . substr($answer, 0, 80));
        }
        if ($read['status'] !== 0) {
            throw new Refused("$method: {$read['message']}", $read['status']);
        }
        return $read;
    }

    /** Secret, then every name and its value in the order of the names, the body under the name "body", then the secret again. */
    private function sign(array $parameters, string $body): string
    {
        $signed = [...$parameters, 'body' => $body];
        ksort($signed, SORT_STRING);
        $text = '';
        foreach ($signed as $name => $value) {
            $text .= $name . $value;
        }
        return md5($this->secret . $text . $this->secret);
    }

    private function post(string $url, string $body): string
    {
        $http = ['method' => 'POST', 'header' => 'Content-Type: application/json', 'content' => $body, 'timeout' => 10, 'ignore_errors' => true];
        $answer = @file_get_contents($url, false, stream_context_create(['http' => $http]));
        return $answer === false ? throw new NoAnswer("POST {$this->url}/openapi: no answer") : $answer;
    }
}
