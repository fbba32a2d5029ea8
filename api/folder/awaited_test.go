package folder

import (
	"testing"

	"sportello/api/deadlines"
	"sportello/api/payments"
)

// What was sent is waited for: of a bill that instalment alone, and of IMU paid whole both halves.
func TestAwaited(t *testing.T) {
	for _, c := range []struct {
		item payments.Item
		want []string
	}{
		{payments.Item{Position: "fine/V 1"}, []string{"fine/V%201"}},
		{payments.Item{Position: "tari/33/18/2026", Number: 2}, []string{"tari/33%2F18/2026/2"}},
		{payments.Item{Position: "fee/0198"}, []string{"fee/0198"}},
		{payments.Item{Position: "imu/0198", About: "2026/saldo"}, []string{"imu/2026/saldo"}},
		{payments.Item{Position: "imu/0198", About: "2026/tutto"}, []string{"imu/2026/acconto", "imu/2026/saldo"}},
	} {
		for progress, waiting := range map[payments.Progress]bool{payments.Sent: true, payments.Started: false, payments.Lapsed: false, payments.Dropped: false} {
			f := Folder{Payments: []payments.Payment{{Progress: progress, Items: []payments.Item{c.item}}}}
			all := []deadlines.Deadline{{ID: "driver/V%201"}, {ID: "tari/33%2F18/2026/1"}}
			for _, id := range c.want {
				all = append(all, deadlines.Deadline{ID: id}, deadlines.Deadline{ID: id, Done: true})
			}
			n := 0
			for _, d := range f.await(all) {
				if d.Waiting {
					n++
				}
			}
			if waiting && n != len(c.want) || !waiting && n != 0 {
				t.Errorf("%s of %+v: %d wait", progress, c.item, n)
			}
		}
	}
	f := Folder{Payments: []payments.Payment{{Progress: payments.Sent, Items: []payments.Item{{Position: "fine/V 1", Receipt: "r"}}}}}
	if f.await([]deadlines.Deadline{{ID: "fine/V%201"}})[0].Waiting {
		t.Error("waits for a receipt that is there")
	}
}
