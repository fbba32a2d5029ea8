package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/folder"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/e2e/outside/town"
)

// townOf is /v1/town as it stands, and its ETag.
func townOf(t *testing.T, h http.Handler, headers ...string) (folder.Town, string, int) {
	t.Helper()
	w := call(h, "", "GET", "/v1/town", "", headers...)
	var got folder.Town
	if w.Code == http.StatusOK {
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
	}
	return got, w.Header().Get("ETag"), w.Code
}

// Rates that the office sends in are seen within a minute, by a second replica too, and nobody restarts anything. The
// years that the file does not speak of stay as the program carries them.
func TestImportedRatesAreSeen(t *testing.T) {
	dsn := pgtest.New(t)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	carried := taxes.Rules{Entity: "I625", Tari: []taxes.TariYear{{Year: 2026, UR3: 6_00}, {Year: 2024, UR1: 10}},
		Imu: []taxes.ImuYear{{Year: 2025, Multipliers: []taxes.Multiplier{{Of: "A", Times: 160}}, State: 760, Minimum: 12_00, Rate: taxes.ImuRates{Other: 1020}}}}
	replica := func() http.Handler {
		a, err := api.New(t.Context(), api.Config{DSN: dsn, BaseURL: "http://localhost", Now: func() time.Time { return now }, Version: "test",
			Town: folder.Town{Name: "Prova", Taxes: carried}, Report: func(err error) string { t.Log("reported:", err); return "REF" }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(a.Close)
		return a.Handler
	}
	first, second := replica(), replica()
	_, tag, _ := townOf(t, first)
	townOf(t, second)
	take := func(read func(api.ImportFile) (api.RatesImport, error), text string) {
		in, err := read(api.ImportFile{File: strings.NewReader(text), At: now})
		if err == nil {
			err = in.Store(t.Context(), dsn, false, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	take(api.ReadTariRates, `{"anni": [{"anno": 2026, "delibera": "n. 12", "fissa": ["0,55"], "variabile": ["40,20"], "tefa": "5"}, {"anno": 2025, "tefa": "4"}]}`)
	take(api.ReadImuRates, `{"anni": [{"anno": 2026, "acconto": "16/06/2026", "saldo": "16/12/2026", "aliquote": {"abitazione_principale": "0,6", "alloggi_sociali": "0,4",
		"canone_concordato": "0,76", "rurali": "0", "terreni": "1,06", "aree": "1,06", "gruppo_d": "1,06", "altri": "1,06"}}]}`)
	now = now.Add(59 * time.Second)
	if _, _, status := townOf(t, first, "If-None-Match", tag); status != http.StatusNotModified {
		t.Errorf("before the minute: %d", status)
	}
	now = now.Add(time.Second)
	for name, h := range map[string]http.Handler{"the first": first, "the second": second} {
		got, changed, status := townOf(t, h, "If-None-Match", tag)
		if status != http.StatusOK || changed == tag {
			t.Fatalf("%s: %d, the same ETag %v", name, status, changed == tag)
		}
		var years []int
		for _, y := range got.Taxes.Tari {
			years = append(years, y.Year)
		}
		y, _ := got.Taxes.TariOf(2026)
		if len(years) != 3 || years[0] != 2026 || years[2] != 2024 || y.Act != "n. 12" || y.Fixed[0] != 55_000 || y.UR3 != 0 {
			t.Errorf("%s: TARI of %v, 2026 is %+v", name, years, y)
		}
		if old, _ := got.Taxes.TariOf(2024); old.UR1 != 10 || got.Taxes.Entity != "I625" {
			t.Errorf("%s: what the file does not speak of is %+v", name, old)
		}
		imu, _ := got.Taxes.ImuOf(2026)
		if imu.Rate.Other != 1060 || imu.State != 760 || len(imu.Multipliers) != 1 || imu.Minimum != 12_00 {
			t.Errorf("%s: IMU 2026 is %+v", name, imu)
		}
		if imu, _ := got.Taxes.ImuOf(2025); imu.Rate.Other != 1020 {
			t.Errorf("%s: IMU 2025 is %+v", name, imu)
		}
	}
}

// A fault of the file is said to the office, and nothing of it enters.
func TestFaultyRatesAreRefused(t *testing.T) {
	_, err := api.ReadTariRates(api.ImportFile{File: strings.NewReader(`{"anni": [{"anno": 2026, "tefa": "6"}]}`)})
	if err == nil || !strings.Contains(err.Error(), `anno 2026, tefa: "6" è troppo: il massimo è 5`) {
		t.Errorf("says %v", err)
	}
}

// The invented tariffs of the demonstration enter by the importer, and explain the bills that the town is given.
func TestDemonstrationRates(t *testing.T) {
	today := calendar.InRome(importedAt)
	in, err := api.ReadTariRates(api.ImportFile{File: town.TariRates(today), At: importedAt})
	if err != nil {
		t.Fatal(err)
	}
	dsn := pgtest.New(t)
	if err := in.Store(t.Context(), dsn, false, nil); err != nil {
		t.Fatal(err)
	}
	a, err := api.New(t.Context(), api.Config{DSN: dsn, BaseURL: "http://localhost", Now: func() time.Time { return importedAt }, Version: "test", Report: func(error) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	now, err := a.Hall.Town(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	people := town.New(1, today, 400)
	explained := 0
	for home := range people.Homes {
		for _, year := range people.Years() {
			p, ok := people.Bill(home, year)
			if !ok {
				continue
			}
			var sum money.Cents
			for _, part := range p.Explain(now.Taxes) {
				sum += part.Amount
				if part.Fit == taxes.Differs || part.Kind == taxes.OtherPart || part.Kind == taxes.WholePart {
					t.Fatalf("%+v of %+v", part, p)
				}
			}
			if explained++; sum != p.Total {
				t.Fatalf("the parts of %+v make %s", p, sum.Italian())
			}
		}
	}
	if explained < 300 {
		t.Errorf("only %d bills", explained)
	}
}

// While the database is away the rates known last are told; a replica that never read any tells none, for they could
// be wrong.
func TestRatesWhileTheDatabaseIsAway(t *testing.T) {
	now := importedAt
	house := func() *api.API {
		a, err := api.New(t.Context(), api.Config{DSN: pgtest.New(t), BaseURL: "http://localhost", Now: func() time.Time { return now }, Version: "test",
			Town: folder.Town{Name: "Prova"}, Report: func(err error) string { t.Log("reported:", err); return "REF" }})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	knows, knowsNot := house(), house()
	_, tag, _ := townOf(t, knows.Handler)
	knows.Close()
	knowsNot.Close()
	now = now.Add(time.Hour)
	if _, same, status := townOf(t, knows.Handler); status != http.StatusOK || same != tag {
		t.Errorf("who has read them: %d", status)
	}
	if _, _, status := townOf(t, knowsNot.Handler); status < 500 {
		t.Errorf("who has not: %d", status)
	}
	if got, err := knowsNot.Hall.Town(t.Context()); err == nil || got.Name != "Prova" {
		t.Errorf("beside the error stands %+v", got)
	}
}

// While one request waits for a database that is slow, the others are told the rates known last. The import of a minute
// ago is seen by whoever comes after the slow one.
func TestRatesWhileTheDatabaseIsSlow(t *testing.T) {
	dsn, now := pgtest.New(t), importedAt
	a, err := api.New(t.Context(), api.Config{DSN: dsn, BaseURL: "http://localhost", Now: func() time.Time { return now }, Version: "test", Report: func(error) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	years := func() int {
		town, err := a.Hall.Town(t.Context())
		if err != nil {
			t.Error(err)
		}
		return len(town.Taxes.Tari)
	}
	if n := years(); n != 0 {
		t.Fatalf("%d years", n)
	}
	owner := pgtest.Owner(t, dsn)
	held, err := owner.Begin(t.Context())
	if err == nil {
		_, err = held.Exec(t.Context(), `insert into tax_rates values ('tari', 2026, '{"year": 2026}', 1)`)
	}
	if err == nil {
		_, err = held.Exec(t.Context(), `lock table tax_rates in access exclusive mode`)
	}
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Minute)
	slow, other := make(chan int, 1), make(chan int, 1)
	go func() { slow <- years() }()
	for waits := 0; waits == 0; {
		if err := owner.QueryRow(t.Context(), `select count(*) from pg_locks where relation = 'tax_rates'::regclass and not granted`).Scan(&waits); err != nil {
			t.Fatal(err)
		}
	}
	go func() { other <- years() }()
	select {
	case n := <-other:
		if n != 0 {
			t.Errorf("%d years, before anybody could read them", n)
		}
	case <-slow:
		t.Error("the other waits for the slow one")
	case <-time.After(3 * time.Second):
		t.Error("the other waits")
	}
	if err := held.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := <-slow; n != 1 || years() != 1 {
		t.Errorf("after it: %d years", n)
	}
}
