// Keeps a shop in step with the ERP: go run . (every few minutes). Go 1.19 or later, the standard library only.
//
// URL, SELLER, KEY, SECRET, SHOP: the account and the number of the shop. EDITION: enterprise (default) or flagship.
// STATE: beginning of the files that hold what the shop said until it is acknowledged; "state" by default.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func main() {
	// Told to stop: no further record is begun, what the shop has is acknowledged.
	stopping, done := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer done()
	pause, _ := strconv.Atoi(or(os.Getenv("PAUSE_MS"), "1000"))
	wire := &Wire{
		Flagship: os.Getenv("EDITION") == "flagship",
		URL:      os.Getenv("URL"), Seller: os.Getenv("SELLER"), Key: os.Getenv("KEY"), Secret: os.Getenv("SECRET"),
		Stopping: stopping, FirstPause: time.Duration(pause) * time.Millisecond,
	}
	stock, shipments := EnterprisePools(wire, os.Getenv("SHOP"))
	if wire.Flagship {
		stock, shipments = FlagshipPools(wire, os.Getenv("SHOP"))
	}
	code := 0
	for _, each := range []struct {
		pool  Pool
		apply func(Record) error
	}{{stock, SetStock}, {shipments, Ship}} {
		journal := Journal{Path: or(os.Getenv("STATE"), "state") + "-" + each.pool.Name()}
		// One pool that cannot be worked with keeps nobody from the other.
		if err := KeepUp(stopping, each.pool, journal, each.apply); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", each.pool.Name(), err)
			code = 1
		}
	}
	os.Exit(code)
}

func or(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return value
}
