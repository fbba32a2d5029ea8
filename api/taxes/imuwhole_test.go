package taxes

import (
	"math/rand/v2"
	"testing"

	"sportello/api/calendar"
	"sportello/api/money"
)

// anyHolding makes up a holding of 2023 to 2027: all kinds, uses, rights and categories, some of them nonsense together.
func anyHolding(random *rand.Rand) Holding {
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	from, _ := calendar.Of(2023+random.IntN(4), 1+random.IntN(12), 1+random.IntN(28))
	h := Holding{
		Unit: pick("a", "b", "c", "d", "e"), Kind: HoldingKind(pick("building", "building", "building", "land", "area", "")),
		Cadastral: Cadastral{Category: pick("A/1", "A/2", "A/3", "A/8", "A/10", "B/4", "C/1", "C/2", "C/6", "C/7", "D/1", "D/5", "D/10", "E/7", "F/2", "")},
		Value:     money.Cents(random.Int64N(100_000_000)), From: from,
		Share: Share{1 + random.IntN(5), 5}, Right: Right(pick("owner", "owner", "usufruct", "habitation", "bare", "")),
		Use:      Use(pick("main", "appurtenance", "other", "let", "agreed", "comodato", "care_home", "social", "rural", "foreign_pension", "unsold", "")),
		Historic: random.IntN(5) == 0, Unfit: random.IntN(5) == 0, Residents: random.IntN(4),
	}
	if random.IntN(2) == 0 {
		h.To = from + calendar.Day(random.IntN(900))
	}
	return h
}

func anyImu(random *rand.Rand) Imu {
	var i Imu
	for range random.IntN(8) {
		i.Holdings = append(i.Holdings, anyHolding(random))
	}
	for range random.IntN(5) {
		on, _ := calendar.Of(2024+random.IntN(4), 1+random.IntN(12), 1+random.IntN(28))
		i.Payments = append(i.Payments, Payment{Code: []string{"3912", "3914", "3918", "3925", "3930"}[random.IntN(5)], Year: 2023 + random.IntN(5),
			Acconto: random.IntN(2) == 0, Saldo: random.IntN(2) == 0, Late: random.IntN(3) == 0, PaidOn: on, Amount: money.Cents(random.Int64N(2_000_00))})
	}
	return i
}

// The parts make the whole, whatever is held: lines the total, codes the terms, terms the year; and nothing is negative.
func TestPartsMakeTheWhole(t *testing.T) {
	r, random := seregno(t), rand.New(rand.NewPCG(160, 2019))
	r.Imu[1].CareHome = Yes
	for range 20_000 {
		i, year := anyImu(random), 2023+random.IntN(5)
		whole(t, i, i.Reckon(r, year))
		if len(i.Holdings) == 0 {
			continue
		}
		w := WhatIf{i.Holdings[0].Unit, []Event{Sell, MoveToCareHome, LendToChild, LetAgreed}[random.IntN(4)], i.Holdings[0].From + calendar.Day(random.IntN(400))}
		if supposed, err := i.Suppose(w); err == nil {
			whole(t, supposed, supposed.Reckon(r, year))
		}
	}
}

// FuzzReckon is the same for one holding of any figures within what a register can hold.
func FuzzReckon(f *testing.F) {
	f.Add(int64(500_00), 730_000, 0, 1, 2, 0, "building", "A/3", "other")
	f.Add(int64(10_000_000_000_000), -5, 1<<30, 1<<40, 1<<41, -1, "area", "", "main")
	r := seregno(f)
	f.Fuzz(func(t *testing.T, value int64, from, to, num, den, residents int, kind, category, use string) {
		i := Imu{Holdings: []Holding{{Unit: "U", Kind: HoldingKind(kind), Cadastral: Cadastral{Category: category}, Value: money.Cents(min(value, 10_000_000_000_000)), From: calendar.Day(from),
			To: calendar.Day(to), Share: Share{num, den}, Right: Owner, Use: Use(use), Residents: residents}}}
		whole(t, i, i.Reckon(r, 2026))
	})
}

func whole(t *testing.T, i Imu, p ImuPosition) {
	t.Helper()
	var lines, asked, paid, unmatched money.Cents
	for _, l := range p.Lines {
		lines += l.Tax
		if l.Tax < 0 || l.State < 0 || l.State > l.Tax || l.Deduction < 0 || l.Base < 0 || l.Base > l.FullBase || l.Months < 0 || l.Months > 12 {
			t.Fatalf("a line of %+v: %+v", i, l)
		}
		if l.Exempt != "" && (l.Tax != 0 || l.Code != "") || l.Exempt == "" && l.Code == "" {
			t.Fatalf("an exempt line is taxed: %+v", l)
		}
	}
	for _, term := range []ImuTerm{p.Acconto, p.Saldo} {
		var sums, of money.Cents
		for _, c := range term.Sums {
			sums, of = sums+c.Amount, of+c.Paid
			if c.Amount <= 0 || c.Amount%100 != 0 || c.Units < 1 || c.Deduction < 0 || c.Owed() < 0 {
				t.Fatalf("%s of %+v: %+v", term.Name, i, c)
			}
		}
		if sums != term.Amount || of != term.Paid {
			t.Fatalf("%s: codes make %d and %d of %d and %d", term.Name, sums, of, term.Amount, term.Paid)
		}
		asked, paid = asked+term.Amount, paid+term.Paid
	}
	var given money.Cents
	for _, pay := range i.Payments {
		if pay.Year == p.Year {
			given += pay.Amount
		}
	}
	for _, pay := range p.Unmatched {
		unmatched += pay.Amount
	}
	// Each code is rounded once, by half a euro at most; there are eight.
	const slack = 8 * 50
	switch {
	case lines != p.Total:
		t.Fatalf("lines make %d of %d: %+v", lines, p.Total, i)
	case asked != p.Payable:
		t.Fatalf("acconto and saldo make %d of %d: %+v", asked, p.Payable, i)
	case p.Payable != 0 && distance(p.Payable, p.Total) > slack, p.Payable == 0 && p.Total > slack+12_00:
		t.Fatalf("%d is payable of %d: %+v", p.Payable, p.Total, i)
	case paid+unmatched > given, p.Over() > paid, p.Due() < 0:
		t.Fatalf("%d paid and %d unmatched of %d: %+v", paid, unmatched, given, i)
	}
}

// Shares that make one make the whole tax, give or take half a cent for each line.
func TestSharesMakeTheWhole(t *testing.T) {
	r, random := seregno(t), rand.New(rand.NewPCG(761, 1))
	for range 5_000 {
		h := anyHolding(random)
		h.Kind, h.Use, h.Residents = Building, []Use{Other, Let, Agreed, Comodato, ForeignPension}[random.IntN(5)], 1
		h.Share = Share{1, 1}
		alone := Imu{Holdings: []Holding{h}}.Reckon(r, 2026)
		den, left := 1+random.IntN(1000), 0
		parts, sum := 0, money.Cents(0)
		for left = den; left > 0; parts++ {
			h.Share = Share{1 + random.IntN(left), den}
			left -= h.Share.Num
			sum += Imu{Holdings: []Holding{h}}.Reckon(r, 2026).Total
		}
		if 2*distance(sum, alone.Total) > money.Cents(parts+1) {
			t.Fatalf("%d shares make %d of %d: %+v", parts, sum, alone.Total, h)
		}
	}
}

// A unit that changes hands asks of the two together what it asks of one, give or take a cent.
func TestHandsMakeTheWhole(t *testing.T) {
	r, random := seregno(t), rand.New(rand.NewPCG(761, 2))
	first, _ := calendar.Of(2026, 1, 1)
	for range 5_000 {
		h := unit("A/3", money.Cents(random.Int64N(5_000_00)))
		whole := Imu{Holdings: []Holding{h}}.Reckon(r, 2026).Total
		seller, buyer := h, h
		buyer.From = first + calendar.Day(random.IntN(365))
		seller.To = buyer.From - 1
		sum := Imu{Holdings: []Holding{seller}}.Reckon(r, 2026).Total + Imu{Holdings: []Holding{buyer}}.Reckon(r, 2026).Total
		if distance(sum, whole) > 1 {
			t.Fatalf("sold on %s: %d of %d", buyer.From, sum, whole)
		}
	}
}
