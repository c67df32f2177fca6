package main

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// EnterprisePools: stock and shipments of the enterprise edition (企业版).
func EnterprisePools(wire *Wire, shop string) (stock, shipments Pool) {
	return &enterpriseStock{wire, shop}, &enterpriseShipments{wire, shop}
}

type enterpriseStock struct {
	wire *Wire
	shop string
}

func (pool *enterpriseStock) Name() string { return "stock" }

func (pool *enterpriseStock) NextPage(unsaid int) ([]any, error) {
	var answer struct {
		Rows []any `json:"stock_change_list"`
	}
	wanted := Row{"shop_no": pool.shop, "limit": strconv.Itoa(least(page+unsaid, 2000))}
	err := pool.wire.Call("api_goods_stock_change_query", wanted, 0, &answer)
	return answer.Rows, err
}

func (pool *enterpriseStock) KeyOf(row any) string { return keyOf(row, "rec_id", "stock_change_count") }

func (pool *enterpriseStock) Read(row any) (Record, error) {
	object, _ := row.(Row)
	read := &reader{row: object}
	record := Record{Number: read.number("rec_id"), Version: read.number("stock_change_count"), Quantity: read.number("sync_stock")}
	record.SKU = or(read.text("spec_no"), read.text("spec_id"))
	return record, read.err
}

// Element: what failed is left out of the list, that is how this edition says it. The version as it came: a newer one must not be
// acknowledged.
func (pool *enterpriseStock) Element(record Record, outcome Outcome, _ string) Row {
	if outcome != Success {
		return nil
	}
	number := func(text string) json.Number { return json.Number(text) }
	return Row{"rec_id": number(record.Number), "sync_stock": number(record.Quantity), "stock_change_count": number(record.Version)}
}

func (pool *enterpriseStock) Acknowledge(elements []Row) ([]Rejected, error) {
	return acknowledgeList(pool.wire, "api_goods_stock_change_ack", "stock_sync_list", elements)
}

type enterpriseShipments struct {
	wire *Wire
	shop string
}

func (pool *enterpriseShipments) Name() string { return "shipments" }

func (pool *enterpriseShipments) NextPage(unsaid int) ([]any, error) {
	var answer struct{ Trades []any }
	wanted := Row{"shop_no": pool.shop, "is_part_sync_able": "1", "limit": strconv.Itoa(least(page+unsaid, 100))}
	err := pool.wire.Call("logistics_sync_query", wanted, 0, &answer)
	return answer.Trades, err
}

func (pool *enterpriseShipments) KeyOf(row any) string { return keyOf(row, "rec_id") }

func (pool *enterpriseShipments) Read(row any) (Record, error) {
	object, _ := row.(Row)
	read := &reader{row: object}
	record := Record{Number: read.number("rec_id"), TID: read.text("tid"), Carrier: read.text("logistics_code_erp"), Tracking: read.text("logistics_no")}
	if read.number("is_part_sync") == "1" { // else the whole order, whatever is listed
		record.Oids, record.Problem = listed(read.text("oids"), true)
	}
	return record, read.err
}

func (pool *enterpriseShipments) Element(record Record, outcome Outcome, message string) Row {
	if outcome == Retry { // left out of the list: it comes again
		return nil
	}
	status := map[Outcome]int{Success: 0, Fail: 1}[outcome]
	return Row{"rec_id": json.Number(record.Number), "status": status, "message": cut(message, 255)}
}

func (pool *enterpriseShipments) Acknowledge(elements []Row) ([]Rejected, error) {
	return acknowledgeList(pool.wire, "logistics_sync_ack", "logistics_list", elements)
}

func acknowledgeList(wire *Wire, name, field string, elements []Row) (rejected []Rejected, err error) {
	for _, batch := range batches(elements) {
		var answer struct{ Errors []Row }
		if err := wire.Call(name, Row{field: batch}, 0, &answer); err != nil {
			return nil, err
		}
		for _, each := range answer.Errors {
			reason := fmt.Sprint(each["error"])
			if !strings.Contains(reason, "非待同步状态") { // else it was said before, and its answer was lost
				rejected = append(rejected, Rejected{fmt.Sprint(each["rec_id"]), reason})
			}
		}
	}
	return rejected, nil
}
