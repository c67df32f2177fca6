package main

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	tries = 6
	// The flagship edition's clock counts seconds from 2012-01-01 in Beijing.
	flagshipEpoch = 1325347200
)

var limit = regexp.MustCompile(`超过.*(频率|并发)`)

// A signed request goes to one place only.
var client = http.Client{Timeout: 30 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// Row is a JSON object. Its numbers are json.Number: digit for digit, never a float.
type Row = map[string]any

// Refused: the server answered, and refused the call as a whole.
type Refused string

func (refused Refused) Error() string { return string(refused) }

// Wire signs a call, sends it, reads the answer: both editions.
type Wire struct {
	Flagship                 bool
	URL, Seller, Key, Secret string
	Stopping                 context.Context
	FirstPause               time.Duration
}

// Call calls an interface and reads the answer into `answer`. Each that this program calls is safe to repeat: it asks, or names the
// one version or record that it settles. `request` is a list of arguments (flagship) or the fields of a form (enterprise).
func (wire *Wire) Call(name string, request any, pageSize int, answer any) error {
	problem := errors.New("not tried")
	for attempt := 0; attempt < tries; attempt++ {
		if attempt > 0 {
			wire.pause(wire.FirstPause << (attempt - 1)) // a limit is counted by the minute: 31 s in all
		}
		address, kind, body, err := wire.sign(name, request, pageSize)
		if err != nil {
			return err
		}
		text, err := post(address, kind, body)
		var envelope struct {
			Status, Code *json.Number
			Message      string
		}
		if err == nil {
			err = unmarshal(text, &envelope)
		}
		number := envelope.Code
		if wire.Flagship {
			number = envelope.Status
		}
		if err != nil || number == nil { // no connection, a proxy's page, half of an answer
			problem = fmt.Errorf("%s: no answer that can be read: %v", name, err)
			continue
		}
		if number.String() == "0" {
			return unmarshal(text, answer)
		}
		problem = Refused(fmt.Sprintf("%s: %s %s", name, number, envelope.Message))
		if !limit.MatchString(envelope.Message) && (wire.Flagship || number.String() != "1009") {
			return problem
		}
	}
	return fmt.Errorf("after %d tries: %s", tries, problem)
}

func (wire *Wire) sign(name string, request any, pageSize int) (address, kind, body string, err error) {
	if wire.Flagship {
		body, err = toJSON(request)
		return wire.URL + "/openapi?" + wire.flagship(name, body, pageSize).Encode(), "application/json", body, err
	}
	form := url.Values{"sid": {wire.Seller}, "appkey": {wire.Key}, "timestamp": {strconv.FormatInt(time.Now().Unix(), 10)}}
	for field, value := range request.(Row) {
		text, isText := value.(string)
		if !isText {
			if text, err = toJSON(value); err != nil {
				return
			}
		}
		if text != "" { // an empty value is neither sent nor signed
			form.Set(field, text)
		}
	}
	// Names in order, each name and value after its length in characters, which len does not count; then the secret.
	var parts []string
	for _, field := range sorted(form) {
		value := form.Get(field)
		parts = append(parts, fmt.Sprintf("%02d-%s:%04d-%s", len(field), field, utf8.RuneCountInString(value), value))
	}
	form.Set("sign", digest(strings.Join(parts, ";")+wire.Secret))
	return wire.URL + "/openapi2/" + name + ".php", "application/x-www-form-urlencoded", form.Encode(), nil
}

// flagship: secret, then every name and value in the order of the names, the body under the name "body", then the secret again.
func (wire *Wire) flagship(method, body string, pageSize int) url.Values {
	secret, salt, _ := strings.Cut(wire.Secret, ":") // the first half signs and never travels, the second travels
	query := url.Values{"sid": {wire.Seller}, "key": {wire.Key}, "salt": {salt}, "method": {method}, "v": {"1.0"}}
	query.Set("timestamp", strconv.FormatInt(time.Now().Unix()-flagshipEpoch, 10))
	if pageSize > 0 {
		query.Set("page_size", strconv.Itoa(pageSize))
		query.Set("page_no", "0")
		query.Set("calc_total", "0")
	}
	query.Set("body", body)
	text := secret
	for _, name := range sorted(query) {
		text += name + query.Get(name)
	}
	query.Del("body")
	query.Set("sign", digest(text+secret))
	return query
}

// pause waits, unless somebody wants the program to end.
func (wire *Wire) pause(long time.Duration) {
	select {
	case <-time.After(long):
	case <-wire.Stopping.Done():
	}
}

func post(address, kind, body string) ([]byte, error) {
	response, err := client.Post(address, kind, strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

func sorted(values url.Values) []string {
	var names []string
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func digest(text string) string {
	sum := md5.Sum([]byte(text))
	return hex.EncodeToString(sum[:])
}

// toJSON writes in ASCII, so that no way of counting characters gives another signature.
func toJSON(value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	var ascii strings.Builder
	for _, char := range string(text) {
		if char < utf8.RuneSelf {
			ascii.WriteRune(char)
		} else if char > 0xffff {
			high, low := utf16.EncodeRune(char)
			fmt.Fprintf(&ascii, `\u%04x\u%04x`, high, low)
		} else {
			fmt.Fprintf(&ascii, `\u%04x`, char)
		}
	}
	return ascii.String(), nil
}

func unmarshal(text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(into)
}
