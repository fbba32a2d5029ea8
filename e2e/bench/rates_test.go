package main

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMeasured(t *testing.T) {
	const out = `goos: linux
BenchmarkFolder/raw-2         	    2689	    966584 ns/op
BenchmarkFolder/raw-2         	    2113	   1003929 ns/op
BenchmarkImport/first         	       1	4366000000 ns/op	     34353 rows/s
PASS`
	for unit, want := range map[string]map[string][]float64{
		"ns/op":  {"BenchmarkFolder/raw": {966584, 1003929}, "BenchmarkImport/first": {4366000000}},
		"rows/s": {"BenchmarkImport/first": {34353}},
	} {
		if diff := cmp.Diff(want, measured(out, unit)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", unit, diff)
		}
	}
}

func TestMedian(t *testing.T) {
	if got := median([]int{5, 1, 4}); got != 4 {
		t.Errorf("the median of 5, 1, 4 is %d", got)
	}
}

// TestResident: a Go test holds more than one megabyte and less than one gigabyte.
func TestResident(t *testing.T) {
	if n, err := resident(os.Getpid()); err != nil || n < 1<<20 || n > 1<<30 {
		t.Errorf("%d bytes, %v", n, err)
	}
}
