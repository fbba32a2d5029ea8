package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/money"
	"sportello/api/taxes"
)

// taxDoor is /v1 on 1 July 2026 with the rates of Seregno. Anna holds the flat of DOMAIN §3.10 row 1, and since August
// 2025 a garage that she sells on 16 April 2026; her acconto is paid. She has two bills of row 4 of §2.2. Bice may see her TARI
// alone under key(1), her IMU alone under key(2).
func taxDoor(t *testing.T) (http.Handler, *pgxpool.Pool) {
	t.Helper()
	rates, err := os.ReadFile("../assets/comuni/seregno/imu-rates.json")
	if err != nil {
		t.Fatal(err)
	}
	h, owner := openDoor(t, func(c *api.Config) {
		if err := json.Unmarshal(rates, &c.Town.Taxes.Imu); err != nil {
			t.Fatal(err)
		}
		c.Now = func() time.Time { return time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC) }
	})
	const holding = `insert into imu_holding(subject, unit, from_on, to_on, kind, address, sheet, parcel, sub, category, value, share_num, share_den, by_right, used_as, historic, unfit, residents, inherited, run) `
	const position = `insert into tari_position(subject, utenza, year, address, sheet, parcel, sub, category, square_metres, occupants, fixed_rate, variable_rate, fixed, variable, reductions, tefa, ur1, ur2, ur3, bonus, total, run) `
	for _, sql := range []string{
		holding + `select id, 'F', '2020-01-01', null::date, 'building', 'Via Cavour 12', '8', '120', '4', 'A/3', 50000, 1, 1, 'owner', 'other', false, false, 0, false, 1 from person where id = '` + anna + `'`,
		holding + `select id, 'G', '2025-08-01', '2026-04-15'::date, 'building', 'Via Cavour 12', '8', '120', '9', 'C/6', 8000, 1, 1, 'owner', 'other', false, false, 0, false, 1 from person where id = '` + anna + `'`,
		holding + `select id, 'B', '2020-01-01', null::date, 'building', 'Via Roma 1', '', '', '', 'A/3', 50000, 1, 1, 'owner', 'main', false, false, 0, false, 1 from person where id = '` + bice + `'`,
		holding + `select id, 'L', '2020-01-01', null::date, 'building', 'Via Roma 1', '', '', '', 'A/3', 50000, 1, 1, 'owner', 'comodato', false, false, 0, false, 1 from person where id = '` + bice + `'`,
		`insert into f24_payment select 'f24', 'P1', id, '3918', 2026, true, false, false, '2026-06-10', 49900, 2, 1 from person where id = '` + anna + `'`,
		position + `select id, 'U1', y, 'Via Cavour 12', '', '', '', '', 7000, 1, 62000, 4830000, 4340, 4830, '[]', 459, 10, 150, 600, 0, 10389, 1 from person, (values (2025), (2026)) v(y) where id = '` + anna + `'`,
		`insert into tari_instalment select id, n, subject, 2, '2026-06-18', 5000 + 389 * (n - 1), '', 5000 * (2 - n), null from tari_position, (values (1), (2)) v(n) where year = 2026`,
	} {
		if _, err := owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	for n, service := range []string{"tari", "imu"} {
		if _, err := owner.Exec(t.Context(), `insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, services, from_on, state, made_by, made_at, changed_at)
			values ($1, 'simple', $2, 'x', $3, '{see}', array[$4], '2020-01-01', 'active', $2, now(), now())`, key(n+1), anna, bice, service); err != nil {
			t.Fatal(err)
		}
	}
	return h, owner
}

// taxAnswer is what these tests look at of an answer.
type taxAnswer struct {
	Positions []struct {
		Year                int
		Total, Payable, Due money.Cents
		AcctBy              string `json:"acconto_by"`
		Unmatched           []taxes.Payment
		Lines               []taxes.ImuLine
		Parts               []taxes.TariPart
		Since               *struct {
			Difference money.Cents
			Main       string
		}
	}
	Holdings []taxes.Holding
	Payments []taxes.Payment
}

func taxRead(t *testing.T, h http.Handler, path string, headers ...string) (taxAnswer, string) {
	t.Helper()
	w := call(h, anna, "GET", path, "", headers...)
	var a taxAnswer
	if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
	return a, w.Header().Get("ETag")
}

func TestTariOverV1(t *testing.T) {
	h, _ := taxDoor(t)
	all, tag := taxRead(t, h, "/v1/taxes/tari")
	if len(all.Positions) != 2 || all.Positions[0].Year != 2026 || all.Positions[0].Due != 53_89 {
		t.Errorf("every year: %+v", all)
	}
	for _, p := range all.Positions {
		var sum money.Cents
		for _, part := range p.Parts {
			sum += part.Amount
		}
		if sum != p.Total || len(p.Parts) != 6 || (p.Since != nil) != (p.Year == 2026) {
			t.Errorf("%d explained: %+v make %d, since %+v", p.Year, p.Parts, sum, p.Since)
		}
	}
	one, other := taxRead(t, h, "/v1/taxes/tari?year=2025")
	if len(one.Positions) != 1 || one.Positions[0].Total != 103_89 || other == tag {
		t.Errorf("2025: %+v", one)
	}
	if none, _ := taxRead(t, h, "/v1/taxes/tari?year=2020"); none.Positions == nil || len(none.Positions) != 0 {
		t.Errorf("a year without a bill: %+v", none)
	}
	if w := call(h, anna, "GET", "/v1/taxes/tari", "", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("nothing changed: %d %s", w.Code, w.Body)
	}
}

// The garage asks 3 months of 142.464 in 2026: 35.616 (calc); with the flat's 890.40 that is 926.02, 926 on the form.
func TestImuOverV1(t *testing.T) {
	h, _ := taxDoor(t)
	all, tag := taxRead(t, h, "/v1/taxes/imu")
	if len(all.Positions) != 4 || len(all.Holdings) != 2 || len(all.Payments) != 1 {
		t.Fatalf("every year: %+v", all)
	}
	p := all.Positions[0]
	if p.Year != 2026 || p.Total != 926_02 || p.Payable != 926_00 || p.Due != 427_00 || p.Since == nil || p.Since.Main != "rates" || p.AcctBy != "2026-06-16" || len(p.Lines) != 2 || len(p.Unmatched) != 0 {
		t.Errorf("2026: %+v", p)
	}
	one, _ := taxRead(t, h, "/v1/taxes/imu?year=2024")
	if len(one.Positions) != 1 || one.Positions[0].Total != 856_80 || len(one.Holdings) != 1 || len(one.Payments) != 0 {
		t.Errorf("2024: %+v", one)
	}
	if none, _ := taxRead(t, h, "/v1/taxes/imu?year=2027"); len(none.Positions) != 0 {
		t.Errorf("a year to come: %+v", none)
	}
	if w := call(h, anna, "GET", "/v1/taxes/imu", "", "If-None-Match", `"other", `+tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("nothing changed: %d %s", w.Code, w.Body)
	}
	if w := call(h, bice, "GET", "/v1/taxes/imu", ""); strings.Contains(w.Body.String(), "Cavour") || w.Header().Get("ETag") == tag {
		t.Errorf("Bice reads Anna's: %s", w.Body)
	}
}

// Sold on 1 August, the flat asks 519.40 (DOMAIN §3.10 row 10): with the garage 555.02, 371 euro less. Nothing is stored.
func TestSimulationOverV1(t *testing.T) {
	h, _ := taxDoor(t)
	_, tag := taxRead(t, h, "/v1/taxes/imu")
	const sold = `{"unit":"F","event":"sell","on":"2026-08-01"}`
	w := call(h, anna, "POST", "/v1/taxes/imu/simulations", sold)
	var got struct {
		Year          int
		Before, After struct{ Payable, Due money.Cents }
		Difference    money.Cents
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	if got.Year != 2026 || got.Before.Payable != 926_00 || got.After.Payable != 555_00 || got.Difference != -371_00 || got.After.Due != 56_00 {
		t.Errorf("%+v", got)
	}
	w = call(h, anna, "POST", "/v1/taxes/imu/simulations", strings.Replace(sold, `"on"`, `"year":2027,"on"`, 1))
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || got.Year != 2027 || got.Difference != -890_00 {
		t.Errorf("the year after: %s", w.Body)
	}
	if _, still := taxRead(t, h, "/v1/taxes/imu"); still != tag {
		t.Error("a simulation changed what is held")
	}
}

// Who may not see a tax is told nothing of it, and a unit of somebody else is as one that is not.
func TestTaxProblems(t *testing.T) {
	h, _ := taxDoor(t)
	body := func(unit, event, on string) string {
		return `{"unit":"` + unit + `","event":"` + event + `","on":"` + on + `"}`
	}
	for _, c := range []struct {
		about, who, path, body, mandate string
		status                          int
		kind                            string
	}{
		{"nobody", "", "tari", "", "", 401, "signed-out"},
		{"nobody", "", "imu", "", "", 401, "signed-out"},
		{"a proxy for TARI", bice, "tari", "", key(1), 200, ""},
		{"a proxy for TARI", bice, "imu", "", key(1), 403, "no-mandate"},
		{"a proxy for TARI", bice, "imu/simulations", body("F", "sell", "2026-08-01"), key(1), 403, "no-mandate"},
		{"a proxy for IMU", bice, "tari", "", key(2), 403, "no-mandate"},
		{"a proxy for IMU", bice, "imu", "", key(2), 200, ""},
		{"a proxy for IMU", bice, "imu/simulations", body("F", "sell", "2026-08-01"), key(2), 200, ""},
		{"her own, under the mandate", bice, "imu/simulations", body("B", "sell", "2026-08-01"), key(2), 404, "not-found"},
		{"Anna's, without it", bice, "imu/simulations", body("F", "sell", "2026-08-01"), "", 404, "not-found"},
		{"no such unit", anna, "imu/simulations", body("Z", "sell", "2026-08-01"), "", 404, "not-found"},
		{"sold before", anna, "imu/simulations", body("G", "sell", "2026-04-16"), "", 422, "refused/not_held"},
		{"the last day", anna, "imu/simulations", body("G", "sell", "2026-04-15"), "", 200, ""},
		{"a home", bice, "imu/simulations", body("B", "care_home", "2026-04-15"), "", 200, ""},
		{"lent already", bice, "imu/simulations", body("L", "lend", "2026-04-15"), "", 422, "refused/already_so"},
		{"not a home", anna, "imu/simulations", body("F", "care_home", "2026-04-15"), "", 422, "refused/not_for_such_a_unit"},
		{"no such event", anna, "imu/simulations", body("F", "burn", "2026-04-15"), "", 422, ""},
		{"no such day", anna, "imu/simulations", body("F", "sell", "2026-02-30"), "", 422, ""},
		{"no day", anna, "imu/simulations", body("F", "sell", ""), "", 422, "refused/not_held"},
		{"no year", anna, "imu?year=due", "", "", 422, ""},
		{"a year too far", anna, "tari?year=3000", "", "", 422, ""},
	} {
		method, headers := "GET", []string(nil)
		if c.body != "" {
			method = "POST"
		}
		if c.mandate != "" {
			headers = []string{"Sportello-Mandate", c.mandate}
		}
		w := call(h, c.who, method, "/v1/taxes/"+c.path, c.body, headers...)
		var p struct{ Type string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != c.status || c.kind != "" && p.Type != "/problems/"+c.kind {
			t.Errorf("%s, %s: %d %s, want %d %s", c.about, c.path, w.Code, w.Body, c.status, c.kind)
		}
	}
}
