package hall_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/taxes"
)

// holding gives Anna the flat of DOMAIN § 3.10 row 1 (890.40 euro a year with the rates of 2025 and 2026), or a unit of
// another category.
func (h *house) holding(category string) {
	h.t.Helper()
	for file, into := range map[string]any{"taxes": &h.Of.Taxes, "imu-rates": &h.Of.Taxes.Imu} {
		text, err := os.ReadFile("../../../assets/comuni/seregno/" + file + ".json")
		if err != nil {
			h.t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			h.t.Fatal(err)
		}
	}
	h.exec(`insert into imu_holding(subject, unit, from_on, to_on, kind, address, sheet, parcel, sub, category, value, share_num, share_den, by_right, used_as, historic, unfit, residents, inherited, run)
		values ($1, 'F', '2020-01-01', null, 'building', 'Via Cavour 12', '8', '120', '4', $2, 50000, 1, 1, 'owner', 'other', false, false, 0, false, 1)`, anna.ID, category)
}

// owed is what is left of Anna's acconto and saldo.
func (h *house) owed() (acconto, saldo money.Cents) {
	h.t.Helper()
	f, err := h.Folder(h.t.Context(), identity.Self(anna))
	if err != nil {
		h.t.Fatal(err)
	}
	p := f.Imu.Reckon(h.Of.Taxes, 2026)
	return p.Acconto.Owed(), p.Saldo.Owed()
}

func saldo(total money.Cents) payments.Start {
	return payments.Start{Imu: &payments.Imu{Year: 2026, Half: "saldo"}, Total: total}
}

// TestPayingImu: a notice is made for it, used again by who comes again, withdrawn for another sum, and its receipt closes
// the term of the year.
func TestPayingImu(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.clock = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	h.holding("A/3")
	acconto, rest := h.owed()
	if acconto == 0 || rest == 0 || acconto+rest != 890_00 {
		t.Fatalf("acconto %d, saldo %d", acconto, rest)
	}
	if _, err := h.do(me, 1, command.PayStart, saldo(rest-1_00)); why(err) != "pay_changed" {
		t.Errorf("a sum that is not owed: %v", err)
	}
	pay := func(n int, start payments.Start) {
		t.Helper()
		if r, err := h.do(me, n, command.PayStart, start); err != nil || r.Next == "" {
			t.Fatalf("%+v, %v", r, err)
		}
		if _, err := h.Returned(t.Context(), id(n), payments.ReturnCancel); err != nil {
			t.Fatal(err)
		}
		h.clock = h.clock.Add(time.Hour)
	}
	pay(2, saldo(rest))
	pay(3, saldo(rest))
	if n := h.count(`select count(*) from own_debt`); n != 1 {
		t.Errorf("%d notices for the same", n)
	}
	whole := payments.Start{Imu: &payments.Imu{Year: 2026, Half: "tutto"}, Total: acconto + rest}
	pay(4, whole)
	if got := h.text(`select string_agg(about || ' ' || coalesce(due_on::text, 'always'), ', ' order by about) from own_debt`); got != "2026/saldo 2026-12-16, 2026/tutto 2026-06-16" {
		t.Errorf("the notices are right until %s", got)
	}
	var nav string
	if err := h.owner.QueryRow(t.Context(), `select nav from own_debt where about = '2026/saldo'`).Scan(&nav); err != nil {
		t.Fatal(err)
	}
	h.receipt("r1", nav, rest)
	h.receipt("r2", nav, rest) // twice: it is one payment of the tax
	if a, s := h.owed(); a != acconto || s != 0 {
		t.Errorf("afterwards acconto %d, saldo %d", a, s)
	}
	if _, err := h.do(me, 5, command.PayStart, saldo(rest)); why(err) != "pay_nothing" {
		t.Errorf("once more: %v", err)
	}
	if got := h.progress(3); got != payments.Confirmed {
		t.Errorf("the payment is %s", got)
	}
}

// TestImuThatCannotBePaid: why not, row by row.
func TestImuThatCannotBePaid(t *testing.T) {
	for _, c := range []struct {
		name, category string
		change         func(*house)
		half           string
		want           string
	}{
		{"the comune does not take it", "A/3", func(h *house) { h.Of.Pay.Imu = false }, "saldo", "pay_no_online"},
		{"a part for the State (group D)", "D/1", func(*house) {}, "saldo", "pay_imu_state"},
		{"rates that are not decided", "A/3", func(h *house) {
			h.Of.Taxes.Imu = append([]taxes.ImuYear(nil), h.Of.Taxes.Imu...)
			for i := range h.Of.Taxes.Imu {
				if h.Of.Taxes.Imu[i].Year >= 2026 {
					h.Of.Taxes.Imu[i].Year -= 20
				}
			}
		}, "saldo", "pay_imu_estimated"},
		{"a part that is none", "A/3", func(*house) {}, "terzo", "pay_nothing"},
		{"nobody takes payments", "A/3", func(h *house) { h.Of.Pay.Online = false }, "saldo", "pay_no_online"},
	} {
		h := open(t)
		h.clock = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
		h.holding(c.category)
		c.change(h)
		_, rest := h.owed()
		if _, err := h.do(identity.Self(anna), 1, command.PayStart, payments.Start{Imu: &payments.Imu{Year: 2026, Half: c.half}, Total: rest}); why(err) != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if n := h.count(`select count(*) from own_debt`); n != 0 {
			t.Errorf("%s: %d notices were made", c.name, n)
		}
	}
}

// TestImuPaidLate: the sum of the day, with sanctions and interest as on the F24, and a notice that is right as long as the sum is.
func TestImuPaidLate(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.clock = time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
	h.holding("A/3")
	f, err := h.Folder(t.Context(), me)
	if err != nil {
		t.Fatal(err)
	}
	p := f.Imu.Reckon(h.Of.Taxes, 2026)
	total := p.F24(h.Of.Taxes, taxes.Payer{}, day(h.clock), p.Acconto).Total()
	if total <= p.Acconto.Owed() {
		t.Fatalf("late it costs %d", total)
	}
	if _, err := h.do(me, 1, command.PayStart, payments.Start{Imu: &payments.Imu{Year: 2026, Half: "acconto"}, Total: total}); err != nil {
		t.Fatal(err)
	}
	// From the 15th to the 30th day the sanction is one (1/80, taxes.json): interest moves no euro.
	if got := h.text(`select due_on::text from own_debt`); got != "2026-07-16" {
		t.Errorf("the notice is right until %s", got)
	}
	var nav string
	if err := h.owner.QueryRow(t.Context(), `select nav from own_debt`).Scan(&nav); err != nil {
		t.Fatal(err)
	}
	h.receipt("r", nav, total)
	if acconto, _ := h.owed(); acconto != 0 {
		t.Errorf("%d of the acconto is left", acconto)
	}
}

// TestFees: filing for what costs something makes its notice in the same breath, once.
func TestFees(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.Of.Services = []applications.Service{{ID: "telesoccorso", TermDays: 30}}
	h.Of.Fees = map[string]money.Cents{"telesoccorso": 12_00}
	answers := flow.Answers{"address": "Via Umberto I 12", "phone": "0362 123456", "alone": "yes", "contact_name": "Chiara Sverinelli",
		"contact_phone": "333 1234567", "keys": "yes", "disability": "no", "visit": "any", "notes": "", "declare": "yes"}
	file := func() command.Receipt {
		t.Helper()
		r, err := h.do(me, 1, command.Submit, applications.Submit{Service: "telesoccorso", Answers: answers})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := file()
	file()
	f, err := h.Folder(t.Context(), me)
	if err != nil {
		t.Fatal(err)
	}
	fee, ok := f.Debt("fee/" + id(1))
	if !ok || len(f.Debts) != 2 || fee.Service != "telesoccorso" || fee.About != r.Protocol || len(fee.Open(day(h.clock))) != 1 {
		t.Fatalf("debts: %+v", f.Debts)
	}
	if _, err := h.start(me, 2, 12_00, fee.Notices[0].NAV); err != nil {
		t.Errorf("paying it: %v", err)
	}
	none := open(t)
	none.Of.Services, none.Of.Fees, none.Creditor = h.Of.Services, h.Of.Fees, payments.Creditor{}
	if _, err := none.do(me, 1, command.Submit, applications.Submit{Service: "telesoccorso", Answers: answers}); err != nil {
		t.Errorf("where nothing can be paid: %v", err)
	}
	if n := none.count(`select count(*) from own_debt`); n != 0 {
		t.Errorf("%d notices without a creditor", n)
	}
}

// A store that is asked while amounts change under it refuses: what was judged is looked at once more.
func TestAmountsChangedInBetween(t *testing.T) {
	for _, sql := range []string{
		`update fine set discounted = 4420`,
		`update fine set paid = 4320, paid_on = '2026-07-05'`,
		`select book('r', '` + navDiscount + `', '', 4320, 0, '2026-07-05', null, '', '', '', 'gpd', '', now())`,
	} {
		h := open(t)
		items, err := payments.Choose(fineOf(h), []string{navDiscount}, 1, day(h.clock))
		if err != nil {
			t.Fatal(err)
		}
		h.exec(sql)
		c, err := command.New(id(1), command.PayStart, anna.ID, h.clock, saldo(0))
		if err != nil {
			t.Fatal(err)
		}
		_, err = h.db.StartPayment(t.Context(), identity.Self(anna), c, payments.Payment{ID: id(1), Progress: payments.Started, Items: items, Total: 4320}, nil, time.Minute, h.clock)
		if n := h.count(`select count(*) from payment`); err == nil || n != 0 {
			t.Errorf("%s: %v, %d payments", sql, err, n)
		}
	}
}

func fineOf(h *house) []payments.Position {
	f, err := h.Folder(h.t.Context(), identity.Self(anna))
	if err != nil {
		h.t.Fatal(err)
	}
	return f.Debts
}

// TestImuNoticesDoNotOverlap: of one year's half only one notice can be paid. One for both halves is withdrawn for one of
// a half, and the other way round; while it may be on its way, nothing of it is paid by another.
func TestImuNoticesDoNotOverlap(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.clock = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	h.holding("A/3")
	acconto, rest := h.owed()
	parts := map[string]money.Cents{"acconto": acconto, "saldo": rest, "tutto": acconto + rest}
	start := func(n int, half string) error {
		_, err := h.do(me, n, command.PayStart, payments.Start{Imu: &payments.Imu{Year: 2026, Half: half}, Total: parts[half]})
		return err
	}
	for n, c := range []struct{ half, busy, live string }{
		{"tutto", "acconto", "2026/tutto"}, {"acconto", "tutto", "2026/acconto"}, {"saldo", "tutto", "2026/acconto, 2026/saldo"}, {"tutto", "saldo", "2026/tutto"},
	} {
		if err := start(10+2*n, c.half); err != nil {
			t.Fatalf("%s: %v", c.half, err)
		}
		if err := start(11+2*n, c.busy); why(err) != "pay_busy" {
			t.Errorf("%s while %s is on its way: %v", c.busy, c.half, err)
		}
		if got := h.text(`select string_agg(about, ', ' order by about) from own_debt where ended = ''`); got != c.live {
			t.Errorf("after %s these can be paid: %s; want %s", c.half, got, c.live)
		}
		h.clock = h.clock.Add(time.Hour)
	}
}
