package deadlines

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
)

const today calendar.Day = 739_577 // 2025-11-22

// Each thing stands in one place, whatever the day; the edges in pairs.
func TestSort(t *testing.T) {
	on := func(id string, left int, done bool) Deadline {
		return Deadline{ID: id, Day: today + calendar.Day(left), Done: done}
	}
	all := []Deadline{on("far", 31, false), on("edge", 30, false), on("today", 0, false), on("yesterday", -1, false), on("old", -400, false),
		on("paid", 5, true), on("paid late", -9, true), on("b", 0, false)}
	s := Sort(all, today)
	ids := func(list []Deadline) (ids []string) {
		for _, d := range list {
			ids = append(ids, d.ID)
		}
		return ids
	}
	got := [][]string{ids(s.Late), ids(s.Soon), ids(s.Later), ids(s.Done)}
	want := [][]string{{"old", "yesterday"}, {"b", "today", "edge"}, {"far"}, {"paid", "paid late"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all[0].ID != "far" {
		t.Error("the list itself was changed")
	}
	if d, ok := s.Next(); !ok || d.ID != "b" {
		t.Errorf("next is %s, %v", d.ID, ok)
	}
	if d, ok := Sort(all[:1], today).Next(); !ok || d.ID != "far" {
		t.Errorf("next is %s, %v, of what comes later", d.ID, ok)
	}
	if d, ok := Sort(all[3:7], today).Next(); ok {
		t.Errorf("next is %s: it is late or done", d.ID)
	}
}

func TestInYear(t *testing.T) {
	all := []Deadline{{ID: "a", Day: today}, {ID: "b", Day: today + 40}}
	if got := InYear(all, 2026); len(got) != 1 || got[0].ID != "b" || all[0].ID != "a" {
		t.Errorf("%+v", got)
	}
}

func TestJSON(t *testing.T) {
	text, err := json.Marshal(Deadline{ID: "imu/2026/saldo", Kind: Imu, Day: today, Amount: 462_00, Half: "saldo", Path: "/tasse/imu/2026"})
	want := `{"id":"imu/2026/saldo","kind":"imu","day":"2025-11-22","amount":46200,"half":"saldo","path":"/tasse/imu/2026"}`
	if err != nil || string(text) != want {
		t.Errorf("%v\n got %s\nwant %s", err, text, want)
	}
}
