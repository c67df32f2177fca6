package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// FlagshipPools: stock and shipments of the flagship edition (旗舰版).
func FlagshipPools(wire *Wire, shop string) (stock, shipments Pool) {
	return &flagshipStock{wire: wire, position: json.Number("0")}, &flagshipShipments{wire, shop}
}

// What a row says of the rule that made its quantity, and an acknowledgement says again.
var ruleMembers = []string{"stock_syn_rule_id", "stock_syn_rule_no", "stock_syn_warehouses", "stock_syn_mask", "stock_syn_percent",
	"stock_syn_plus", "stock_syn_min", "stock_syn_max", "is_auto_listing", "is_auto_delisting"}

// A list of numbers, quantities for them, and a call for every acknowledgement.
type flagshipStock struct {
	wire     *Wire
	position json.Number
}

func (pool *flagshipStock) Name() string { return "stock" }

// NextPage goes on from where it ended: this list alone has a cursor. It holds every shop the key may see: give each a key of its own.
func (pool *flagshipStock) NextPage(int) ([]any, error) {
	var list struct {
		Data struct {
			IDs      []any `json:"id_list"`
			Position json.Number
		}
	}
	if err := pool.wire.Call("sales.StockSync.getSelfWaitSyncIdListOpen", []any{page, pool.position}, 0, &list); err != nil {
		return nil, err
	}
	pool.position = list.Data.Position
	if len(list.Data.IDs) == 0 {
		return nil, nil
	}
	wanted := make([]Row, len(list.Data.IDs))
	for i, id := range list.Data.IDs {
		wanted[i] = Row{"api_goods_id": id, "force_sync": false}
	}
	var answer struct {
		Data struct {
			Rows   []any `json:"success_date"`
			Errors []Row `json:"error_date"`
		}
	}
	err := pool.wire.Call("sales.StockSync.batchCalcStock", []any{wanted}, 0, &answer)
	for _, each := range answer.Data.Errors { // switched off, suspended: it waits, and is not offered
		fmt.Fprintf(os.Stderr, "stock: %v is not offered: %v\n", each["rec_id"], each["err_msg"])
	}
	return answer.Data.Rows, err
}

func (pool *flagshipStock) KeyOf(row any) string { return keyOf(row, "rec_id", "stock_change_count") }

func (pool *flagshipStock) Read(row any) (Record, error) {
	object, _ := row.(Row)
	read := &reader{row: object}
	record := Record{Number: read.number("rec_id"), Version: read.number("stock_change_count"), Quantity: read.number("syn_stock"), Rule: Row{}}
	record.SKU = or(read.text("spec_outer_id"), read.text("spec_id"))
	for _, name := range ruleMembers {
		record.Rule[name] = object[name]
	}
	return record, read.err
}

func (pool *flagshipStock) Element(record Record, outcome Outcome, message string) Row {
	method, word := "syncFail", cut(message, 1024)
	if outcome == Success {
		method, word = "syncSuccess", "同步成功"
	}
	info := Row{"syn_stock": json.Number(record.Quantity), "stock_change_count": json.Number(record.Version), "stock_syn_other": ""}
	for name, value := range record.Rule {
		info[name] = value
	}
	info["is_syn_success"], info["is_manual"], info["syn_result"] = outcome == Success, false, word
	return Row{"number": record.Number, "method": method, "info": info}
}

func (pool *flagshipStock) Acknowledge(elements []Row) (rejected []Rejected, err error) {
	for _, each := range elements {
		number := each["number"].(string)
		err := pool.wire.Call("sales.StockSync."+each["method"].(string), []any{json.Number(number), each["info"]}, 0, &Row{})
		var refused Refused
		if errors.As(err, &refused) { // of this record: the others are said all the same
			rejected = append(rejected, Rejected{number, refused.Error()})
		} else if err != nil {
			return nil, err
		}
	}
	return rejected, nil
}

type flagshipShipments struct {
	wire *Wire
	shop string
}

func (pool *flagshipShipments) Name() string { return "shipments" }

func (pool *flagshipShipments) NextPage(unsaid int) ([]any, error) {
	var answer struct{ Data []any }
	wanted := Row{"shop_no": pool.shop, "is_own_platform": true}
	err := pool.wire.Call("sales.LogisticsSync.getSyncListExt", []any{wanted}, least(page+unsaid, 1000), &answer)
	return answer.Data, err
}

func (pool *flagshipShipments) KeyOf(row any) string { return keyOf(row, "sync_id") }

func (pool *flagshipShipments) Read(row any) (Record, error) {
	object, _ := row.(Row)
	read := &reader{row: object}
	record := Record{Number: read.number("sync_id"), TID: read.text("tid"), Carrier: read.text("logistics_code"), Tracking: read.text("logistics_no")}
	oids, part := read.text("oids"), read.number("is_part_sync") == "1"
	if read.err == nil && strings.HasPrefix(oids, "!!!!") { // a list that is too long for its field is asked for
		return pool.asked(record, object)
	}
	record.Oids, record.Problem = listed(oids, part)
	return record, read.err
}

// asked: where nobody knows the sub-orders, not the whole order is shipped, but nothing.
func (pool *flagshipShipments) asked(record Record, row Row) (Record, error) {
	var answer struct {
		Data struct {
			Code          json.Number
			Message, Oids string
		}
	}
	arguments := []any{row["trade_id"], row["platform_id"], row["tid"], row["oids"]}
	if err := pool.wire.Call("sales.LogisticsSync.getSpecialOids", arguments, 0, &answer); err != nil {
		record.Problem = err.Error()
	} else if answer.Data.Code != "0" {
		record.Problem = "the sub-orders cannot be had: " + answer.Data.Message
	} else {
		record.Oids, record.Problem = listed(answer.Data.Oids, true)
	}
	return record, nil
}

func (pool *flagshipShipments) Element(record Record, outcome Outcome, message string) Row {
	status := map[Outcome]int{Success: 0, Fail: 2, Retry: -100}[outcome]
	return Row{"sync_id": json.Number(record.Number), "status": status, "error_msg": cut(message, 200)}
}

// Acknowledge: the answer's texts name no record. Where there are some, each record is said by itself; said twice, it changes nothing.
func (pool *flagshipShipments) Acknowledge(elements []Row) (rejected []Rejected, err error) {
	for _, batch := range batches(elements) {
		errors, err := pool.update(batch)
		if err != nil {
			return nil, err
		}
		for i := 0; len(errors) > 0 && i < len(batch); i++ {
			own, err := pool.update(batch[i : i+1])
			if err != nil {
				return nil, err
			}
			if len(own) > 0 {
				rejected = append(rejected, Rejected{fmt.Sprint(batch[i]["sync_id"]), strings.Join(own, "; ")})
			}
		}
	}
	return rejected, nil
}

func (pool *flagshipShipments) update(batch []Row) ([]string, error) {
	var answer struct{ Data []string }
	err := pool.wire.Call("sales.LogisticsSync.update", []any{batch}, 0, &answer)
	return answer.Data, err
}
