package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"

	"sportello/e2e/browser"
)

// folderRate compares GET /v1/folder with net/http and pgx alone, in one run.
func folderRate() ([]row, error) {
	compared, err := benchmarks("./api/internal/postgres", "^BenchmarkFolder$/^compared$", "200x", 1, "of_raw")
	if err != nil {
		return nil, err
	}
	alone, err := benchmarks("./api/internal/postgres", "^BenchmarkFolder$/^town_hall$", "1s", 3, "ns/op")
	if err != nil {
		return nil, err
	}
	ratio, ours := median(compared["BenchmarkFolder/compared"]), median(alone["BenchmarkFolder/town_hall"])
	return []row{
		{what: "GET /v1/folder against the same queries by net/http + pgx", budget: "0.90 x", measured: fmt.Sprintf("%.2f x", ratio), over: ratio < 0.9},
		{what: "GET /v1/folder, by as many readers as there are cores", measured: fmt.Sprintf("%.0f a second", 1e9/ours), told: true},
	}, nil
}

// importRate measures the import of 150,000 rows of TARI, and psql loading the same file unread.
func importRate() ([]row, error) {
	got, err := benchmarks("./api", "^BenchmarkImport$/^(first|psql_copy)$", "1x", 3, "rows/s")
	if err != nil {
		return nil, err
	}
	ours, copied := median(got["BenchmarkImport/first"]), median(got["BenchmarkImport/psql_copy"])
	return []row{
		{what: "TARI import, 150,000 rows into an empty database", budget: "20,000 rows/s", measured: thousands(int(ours)) + " rows/s", over: ours < 20_000},
		{what: "the same against psql \\copy into a table of text", measured: fmt.Sprintf("%.2f x", ours/copied), told: true},
	}, nil
}

// imuRate measures the import of what 45,000 people hold, some 90,000 units, and of what they paid in three years.
func imuRate() ([]row, error) {
	var rows []row
	for _, file := range [...]struct{ name, what string }{
		{"holdings", "IMU import, what 45,000 people hold"}, {"payments", "F24 import, what they paid in three years"},
	} {
		got, err := benchmarks("./api", "^BenchmarkImportImu$/^"+file.name+"$/^first$", "1x", 3, "rows/s")
		if err != nil {
			return nil, err
		}
		rate := median(got["BenchmarkImportImu/"+file.name+"/first"])
		rows = append(rows, row{what: file.what, budget: "20,000 rows/s", measured: thousands(int(rate)) + " rows/s", over: rate < 20_000})
	}
	return rows, nil
}

// finesRate measures the import of a fine of every grown-up of a large town, with notices of our own for those to pay.
func finesRate() ([]row, error) {
	got, err := benchmarks("./api", "^BenchmarkImportFines$/^first$", "1x", 3, "rows/s")
	if err != nil {
		return nil, err
	}
	rate := median(got["BenchmarkImportFines/first"])
	return []row{{what: "Fines import, one of each of 61,000 people", budget: "20,000 rows/s", measured: thousands(int(rate)) + " rows/s", over: rate < 20_000}}, nil
}

var benchLine = regexp.MustCompile(`(?m)^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

// benchmarks runs Go benchmarks and gives the values of one unit, by name.
func benchmarks(dir, pattern, time string, count int, unit string) (map[string][]float64, error) {
	root, err := browser.Root()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", pattern, "-benchtime", time, "-count", strconv.Itoa(count), dir)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("benchmark %s of %s: %w\n%s", pattern, dir, err, out)
	}
	got := measured(string(out), unit)
	if len(got) == 0 {
		return nil, fmt.Errorf("benchmark %s of %s says too little:\n%s", pattern, dir, out)
	}
	return got, nil
}

// measured reads the output of "go test -bench".
func measured(out, unit string) map[string][]float64 {
	value := regexp.MustCompile(`([0-9.e+]+) ` + regexp.QuoteMeta(unit))
	got := map[string][]float64{}
	for _, m := range benchLine.FindAllStringSubmatch(out, -1) {
		if v := value.FindStringSubmatch(m[2]); v != nil {
			n, err := strconv.ParseFloat(v[1], 64)
			if err == nil {
				got[m[1]] = append(got[m[1]], n)
			}
		}
	}
	return got
}
