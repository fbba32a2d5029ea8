// Command bench measures the budgets of the design on this machine and prints them: what, the budget, what was
// measured, and whether it holds.
//
// A size that is over fails (exit code 1), for it is the same on every machine. A time that is over is only
// said: it may be the machine's fault, and the last line says how busy that was. Times of visits are medians of
// five or nine, in a real Chromium with a slowed network and processor; rates are medians of several runs of
// Go benchmarks. It judges nothing but the numbers.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// row is one line of the table.
type row struct {
	what, budget, measured string
	over                   bool
	size                   bool // over is a failure
	told                   bool // no budget: only to be told
}

// parts are all there is to measure; arguments choose some by name.
var parts = []struct {
	name    string
	measure func() ([]row, error)
}{{"sizes", sizes}, {"starts", starts}, {"memory", memory}, {"folder", folderRate}, {"import", importRate}, {"imu", imuRate}, {"fines", finesRate}, {"visits", visits}}

func main() {
	began := time.Now()
	code := 0
	fmt.Printf("%-58s %13s %22s  %s\n", "what", "budget", "measured", "ok")
	for _, part := range parts {
		if len(os.Args) > 1 && !slices.Contains(os.Args[1:], part.name) {
			continue
		}
		rows, err := part.measure()
		for _, r := range rows {
			r.print(os.Stdout)
			if r.over && r.size {
				code = 1
			}
		}
		if err != nil {
			fmt.Println("not measured:", err)
			code = 1
		}
	}
	fmt.Printf("in %v%s\n", time.Since(began).Round(time.Second), load())
	os.Exit(code)
}

// load says how busy the machine was: the average of a minute, of processes that wanted to run (proc(5)).
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	minute, _, _ := strings.Cut(string(text), " ")
	return fmt.Sprintf("; at the end %s processes wanted to run on %d cores", minute, runtime.NumCPU())
}

func (r row) print(w io.Writer) {
	verdict := "ok"
	switch {
	case r.told:
		verdict = "-"
	case r.over && r.size:
		verdict = "OVER"
	case r.over:
		verdict = "over"
	}
	fmt.Fprintf(w, "%-58s %13s %22s  %s\n", r.what, r.budget, r.measured, verdict)
}

// median is the one in the middle, of an odd number of values.
func median[T int | float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// thousands writes a number with commas, 1,234,567.
func thousands(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

func milliseconds(ms float64) string { return fmt.Sprintf("%.0f ms", ms) }
