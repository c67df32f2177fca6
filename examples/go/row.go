package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// page is how many records are asked for at once, and how many an acknowledgement holds.
const page = 100

var decimal = regexp.MustCompile(`^\d+(\.\d+)?$`)

// reader reads the members of a row as texts, numbers digit for digit, and remembers the first that cannot be read.
type reader struct {
	row Row
	err error
}

func (read *reader) text(name string) string {
	switch value := read.row[name].(type) {
	case string:
		return value
	case json.Number:
		return value.String()
	}
	read.fail("%s is missing", name)
	return ""
}

// number must be one; ids and versions are whole by what they are.
func (read *reader) number(name string) string {
	text := read.text(name)
	if !decimal.MatchString(text) {
		read.fail("%s %q is no number", name, text)
	}
	return text
}

func (read *reader) fail(format string, values ...any) {
	if read.err == nil {
		read.err = fmt.Errorf(format, values...)
	}
}

// keyOf names a row by some of its members, also one that cannot be read.
func keyOf(row any, names ...string) string {
	object, isObject := row.(Row)
	if !isObject {
		return fmt.Sprint(row)
	}
	key := ""
	for _, name := range names {
		key += fmt.Sprint(object[name], " ")
	}
	return key
}

// listed gives the sub-orders. Of one parcel of several an empty list is no list: the whole order would be shipped with it.
func listed(oids string, part bool) (names []string, problem string) {
	for _, oid := range strings.Split(oids, ",") {
		if oid = strings.TrimSpace(oid); oid != "" {
			names = append(names, oid)
		}
	}
	if part && names == nil {
		problem = "one parcel of several that names no sub-orders"
	}
	return names, problem
}

// cut gives the first characters, not bytes.
func cut(text string, most int) string {
	if characters := []rune(text); len(characters) > most {
		return string(characters[:most])
	}
	return text
}

func batches(elements []Row) [][]Row {
	var all [][]Row
	for ; len(elements) > page; elements = elements[page:] {
		all = append(all, elements[:page])
	}
	return append(all, elements)
}

func least(one, other int) int {
	if one < other {
		return one
	}
	return other
}
