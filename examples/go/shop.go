package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// A pretend shop that prints what it does: put yours here. What you must keep stands in the comments.

// Refusal is a no of the shop that will be no again until somebody does something, such as naming the goods.
type Refusal string

func (refusal Refusal) Error() string { return string(refusal) }

// SetStock sets an absolute quantity, and returns when it is there for good; else an error.
func SetStock(record Record) error {
	if err := work(record.SKU); err != nil {
		return err
	}
	fmt.Printf("stock %s = %s\n", record.SKU, record.Quantity)
	return nil
}

// Ship ships these sub-orders, the whole order where there are none. Told of a number it has, a shop answers that it has it.
func Ship(record Record) error {
	if record.Problem != "" {
		return errors.New(record.Problem)
	}
	if err := work(record.TID); err != nil {
		return err
	}
	fmt.Printf("ship %s [%s] %s %s\n", record.TID, strings.Join(record.Oids, " "), record.Carrier, record.Tracking)
	return nil
}

// work is only for tests: TROUBLE="SKU-3=unknown SKU-4=busy SKU-5=crash" makes it refuse, and SHOP_MS makes it slow.
func work(subject string) error {
	ms, _ := strconv.Atoi(os.Getenv("SHOP_MS"))
	time.Sleep(time.Duration(ms) * time.Millisecond)
	for _, each := range strings.Fields(os.Getenv("TROUBLE")) {
		switch each {
		case subject + "=unknown":
			return Refusal("商城没有 " + subject + " 🎉")
		case subject + "=busy":
			return errors.New("the shop is taking stock")
		case subject + "=crash":
			panic("a mistake in the shop")
		}
	}
	return nil
}
