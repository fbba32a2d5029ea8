package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"sportello/api"
	"sportello/e2e/house"
)

// starts measures a private PostgreSQL: made anew, and started again.
func starts() ([]row, error) {
	dir, err := os.MkdirTemp("", "sportello-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o711); err != nil { // so that root can hand it to the user postgres
		return nil, err
	}
	var rows []row
	for _, what := range []string{"private PostgreSQL, first start", "private PostgreSQL, later start"} {
		began := time.Now()
		p, err := api.StartPrivate(context.Background(), dir)
		if err != nil {
			return rows, err
		}
		rows = append(rows, row{what: what, measured: milliseconds(float64(time.Since(began).Milliseconds())), told: true})
		p.Stop()
	}
	return rows, nil
}

// memoryBudget is what the server may hold at rest, PostgreSQL aside.
const memoryBudget = 64 << 20

// wholeTown is how many live in the demonstration town when nobody says otherwise.
const wholeTown = 45_000

// memory measures the server at rest: right after it has loaded the whole town, and after a start that found
// the town there.
func memory() ([]row, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	began := time.Now()
	h, err := house.Start(ctx, house.Options{Demo: true, Residents: wholeTown})
	if err != nil {
		return nil, err
	}
	defer h.Stop()
	first := time.Since(began)
	loaded, err := rest(h.PID())
	if err != nil {
		return nil, err
	}
	began = time.Now()
	if err := h.Restart(ctx); err != nil {
		return nil, err
	}
	later := time.Since(began)
	again, err := rest(h.PID())
	rows := []row{
		{what: "server start, the whole town loaded into a new database", measured: first.Round(10 * time.Millisecond).String(), told: true},
		{what: "server start after kill -9, the town is there", measured: later.Round(10 * time.Millisecond).String(), told: true},
	}
	for _, m := range []struct {
		what  string
		bytes int
	}{{"server memory at rest, right after it loaded the town", loaded}, {"server memory at rest, the town was there", again}} {
		rows = append(rows, row{what: m.what, budget: "64 MB", measured: fmt.Sprintf("%.1f MB", float64(m.bytes)/(1<<20)), over: m.bytes > memoryBudget})
	}
	return rows, err
}

// rest is the resident memory of a process once it has stopped changing, or after ten seconds.
func rest(pid int) (int, error) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last := 0
	for range 10 {
		<-tick.C
		now, err := resident(pid)
		if err != nil {
			return 0, err
		}
		if now == last {
			break
		}
		last = now
	}
	return last, nil
}

// resident is VmRSS of /proc, in bytes (proc(5)).
func resident(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for line := range bytes.Lines(text) {
		fields := bytes.Fields(line)
		if len(fields) == 3 && string(fields[0]) == "VmRSS:" {
			kb, err := strconv.Atoi(string(fields[1]))
			return kb << 10, err
		}
	}
	return 0, fmt.Errorf("no VmRSS of process %d", pid)
}
