package main

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Record is one that waits, in the words of both editions. A shipment without sub-orders is a whole order.
type Record struct {
	Number, Version, Quantity, SKU string
	TID, Carrier, Tracking         string
	Oids                           []string
	Problem                        string // why nobody knows the sub-orders: then nothing is shipped
	Rule                           Row    // what the flagship edition wants to be told again
}

// Outcome is what the shop said of a record.
type Outcome string

const (
	Success Outcome = "success"
	Fail    Outcome = "fail"  // the shop says no, and will again until somebody does something
	Retry   Outcome = "retry" // not now: the same may succeed later
)

// Rejected is an acknowledgement that the server did not take.
type Rejected struct{ Number, Reason string }

// Pool is one of the two pools of what waits for the shop. It has no page 2: what is acknowledged leaves it, so the first page is
// asked for again, larger by what stays at its head.
type Pool interface {
	Name() string
	// NextPage gives the next rows that wait; `unsaid` of them were offered before and are not acknowledged.
	NextPage(unsaid int) ([]any, error)
	// KeyOf tells what makes a row another one than it was; also of one that cannot be read.
	KeyOf(row any) string
	Read(row any) (Record, error)
	// Element is what is said of a record; nil where the edition says it by silence.
	Element(record Record, outcome Outcome, message string) Row
	Acknowledge(elements []Row) ([]Rejected, error)
}

// KeepUp makes one pass: pull, apply, acknowledge what was said of it; then the first page again, until it brings nothing new.
func KeepUp(stopping context.Context, pool Pool, journal Journal, apply func(Record) error) error {
	// The last run ended between the shop's word and the acknowledgement.
	if err := acknowledge(pool, journal); err != nil {
		return err
	}
	seen, unsaid := map[string]bool{}, 0
	for stopping.Err() == nil {
		page, err := pool.NextPage(unsaid)
		if err != nil {
			return err
		}
		isNew := false
		for _, row := range page {
			key := pool.KeyOf(row)
			if seen[key] || stopping.Err() != nil {
				continue
			}
			seen[key], isNew = true, true
			element := saidOf(pool, row, apply)
			if element == nil {
				unsaid++
			} else if err := journal.Add(element); err != nil {
				return err
			}
		}
		if err := acknowledge(pool, journal); err != nil {
			return err
		}
		if !isNew {
			return nil
		}
	}
	return nil
}

// saidOf gives one record to the shop. Whatever goes wrong with it is said of it alone. Nil: nothing is to be said, it comes again.
func saidOf(pool Pool, row any, apply func(Record) error) Row {
	record, err := pool.Read(row)
	if err != nil {
		tell(pool, "cannot be read, and waits: %v: %v", err, row)
		return nil
	}
	outcome, message := Success, ""
	if err := safely(apply, record); err != nil {
		outcome, message = Retry, err.Error()
		var refusal Refusal
		if errors.As(err, &refusal) {
			outcome = Fail
		}
		tell(pool, "%s: %s: %s", record.Number, outcome, message)
	}
	return pool.Element(record, outcome, message)
}

// safely turns a panic in the shop's code into an error of this one record.
func safely(apply func(Record) error, record Record) (err error) {
	defer func() {
		if mistake := recover(); mistake != nil {
			err = fmt.Errorf("%v", mistake)
		}
	}()
	return apply(record)
}

func acknowledge(pool Pool, journal Journal) error {
	elements, err := journal.Read()
	if err != nil {
		return err
	}
	if len(elements) == 0 {
		return journal.Clear()
	}
	rejected, err := pool.Acknowledge(elements)
	if err != nil {
		return err // the journal stays: the next run says it again
	}
	for _, each := range rejected {
		tell(pool, "rejected: %s: %s", each.Number, each.Reason)
	}
	fmt.Printf("%s: %d acknowledged\n", pool.Name(), len(elements)-len(rejected))
	return journal.Clear()
}

func tell(pool Pool, format string, values ...any) {
	fmt.Fprintf(os.Stderr, pool.Name()+": "+format+"\n", values...)
}
