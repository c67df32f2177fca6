package main

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
)

// Journal holds what the shop said and the ERP was not told yet, a line of JSON each. A program that dies in between reads it at its
// next start.
type Journal struct{ Path string }

// Add returns when the element is on the disk.
func (journal Journal) Add(element Row) error {
	file, err := os.OpenFile(journal.Path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close()
	line, err := json.Marshal(element)
	if err != nil {
		return err
	}
	if _, err := file.Write(append(line, '\n')); err != nil {
		return err
	}
	return file.Sync()
}

// Read leaves out a line that was cut off in the middle of a write: Add never returned from it.
func (journal Journal) Read() ([]Row, error) {
	text, err := os.ReadFile(journal.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	lines := strings.Split(string(text), "\n")
	var elements []Row
	for _, line := range lines[:len(lines)-1] {
		var element Row
		if err := unmarshal([]byte(line), &element); err != nil {
			return nil, err
		}
		elements = append(elements, element)
	}
	return elements, nil
}

// Clear forgets everything: the ERP has it.
func (journal Journal) Clear() error {
	if err := os.Remove(journal.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
