package taxes

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/identity"
	"sportello/api/money"
)

// told writes the lines of a form as they are read aloud: section, code, comune, boxes, instalment, euro.
func told(f F24) []string {
	box := func(set bool, letter string) string {
		if set {
			return letter
		}
		return ""
	}
	var all []string
	for _, l := range f.Lines {
		boxes := box(l.Late, "R") + box(l.Acconto, "A") + box(l.Saldo, "S")
		all = append(all, strings.Join(strings.Fields(strings.Join([]string{l.Section, l.Code, l.Entity, boxes, l.Instalment, l.Amount.Italian()}, " ")), " "))
	}
	return all
}

// (calc) from domain facts §2.6 and §3.7: a bill of 103.89 of which 4.59 is TEFA (§2.2 example 4), in one payment and
// in three; and late, as ravvedimento line by line.
func TestTariF24(t *testing.T) {
	r := seregno(t)
	p := TariPosition{Year: 2026, TEFA: 4_59, Total: 103_89}
	whole := Instalment{Number: 1, Of: 1, Due: day(t, "2026-06-18"), Amount: 103_89}
	third := Instalment{Number: 3, Of: 3, Due: day(t, "2026-12-04"), Amount: 34_63}
	large := TariPosition{Year: 2026, TEFA: 459_00, Total: 10_389_00}
	largest := Instalment{Number: 1, Of: 1, Due: day(t, "2026-06-18"), Amount: 10_389_00}
	taken := r
	taken.TariLate = true
	cases := []struct {
		name  string
		rules Rules
		of    TariPosition
		i     Instalment
		on    string
		want  []string
	}{
		{"in time", r, p, whole, "2026-06-18", []string{"EL 3944 I625 0101 99,00", "EL TEFA I625 0101 5,00"}},
		{"the third of three", r, p, third, "2026-12-04", []string{"EL 3944 I625 0303 33,00", "EL TEFA I625 0303 2,00"}},
		{"late, and the office asks", r, p, whole, "2026-08-18", []string{"EL 3944 I625 0101 99,00", "EL TEFA I625 0101 5,00"}},
		{"a day late: no line under half a euro", taken, p, whole, "2026-06-19", []string{"EL 3944 I625 R 0101 99,00", "EL TEFA I625 R 0101 5,00"}},
		{"two months late", taken, large, largest, "2026-08-18", []string{"EL 3944 I625 R 0101 9.930,00", "EL 3945 I625 R 0101 27,00", "EL 3946 I625 R 0101 138,00",
			"EL TEFA I625 R 0101 459,00", "EL TEFN I625 R 0101 1,00", "EL TEFZ I625 R 0101 6,00"}},
		{"a bill that does not tell its parts", r, TariPosition{Year: 2026, Total: 103_89}, whole, "2026-06-18", []string{"EL 3944 I625 0101 104,00"}},
		{"paid", r, p, Instalment{Number: 1, Of: 1, Due: whole.Due, Amount: 103_89, Paid: 103_89}, "2026-06-18", nil},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, told(c.of.F24(c.rules, Payer{}, c.i, day(t, c.on)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if got, want := p.Late(taken, whole, day(t, "2026-08-18")), p.Late(r, whole, day(t, "2026-08-18")); got != want || got.Days != 61 || got.Sanction != 1_44 {
		t.Errorf("late: %+v and %+v", got, want)
	}
}

// Whatever the sum: both parts make it, lines are whole euro, and rounding moves it by half a euro a line at most.
func TestTariF24Sums(t *testing.T) {
	r := seregno(t)
	on := day(t, "2026-06-18")
	for owed := money.Cents(1); owed < 500_00; owed += 37 {
		p := TariPosition{Year: 2026, TEFA: 10_82, Total: 227_27}
		form := p.F24(r, Payer{}, Instalment{Number: 1, Of: 3, Due: on, Amount: owed}, on)
		if d := distance(form.Total(), owed); d > 100 {
			t.Fatalf("%s is paid with %s", owed.Italian(), form.Total().Italian())
		}
		for _, l := range form.Lines {
			if l.Amount%100 != 0 || l.Amount <= 0 || l.Units > 999 {
				t.Fatalf("line %+v", l)
			}
		}
	}
}

func TestRateazione(t *testing.T) {
	for want, i := range map[string]Instalment{"0101": {Number: 1, Of: 1}, "0203": {Number: 2, Of: 3}, "1012": {Number: 10, Of: 12}, "0404": {Number: 4}} {
		if got := i.rateazione(); got != want {
			t.Errorf("%d of %d is %s, want %s", i.Number, i.Of, got, want)
		}
	}
}

func TestPayerOf(t *testing.T) {
	today := day(t, "2026-11-23")
	cases := []struct {
		code string
		want Payer
	}{
		{"DMCMRS48B69I625O", Payer{Birth: day(t, "1948-02-29"), Sex: "F"}},
		{"CLMGPP55H16I625R", Payer{Birth: day(t, "1955-06-16"), Sex: "M"}},
		{"80012345678", Payer{}}, // provisional: it tells nothing
	}
	for _, c := range cases {
		c.want.Code, c.want.Surname, c.want.Name = PayerOf(identity.Person{FiscalCode: c.code}, today).Code, "Sala", "Ada"
		if diff := cmp.Diff(c.want, PayerOf(identity.Person{FiscalCode: c.code, FamilyName: "Sala", GivenName: "Ada"}, today)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.code, diff)
		}
	}
}

// Who pays the form in time owes nothing more, though each of its lines is rounded by up to half a euro.
func TestTariF24Settles(t *testing.T) {
	r, on := seregno(t), day(t, "2026-06-01")
	for amount := money.Cents(1_00); amount < 200_00; amount += 7 {
		p := TariPosition{Year: 2026, Total: amount, TEFA: amount / 22}
		i := Instalment{Number: 1, Of: 1, Due: day(t, "2026-06-18"), Amount: amount}
		i.Paid = p.F24(r, Payer{}, i, on).Total()
		if i.Owed() != 0 || distance(i.Paid, i.Amount) > oneEuro {
			t.Fatalf("%s: the form comes to %s, and %s stays owed", amount.Italian(), i.Paid.Italian(), i.Owed().Italian())
		}
	}
}

// A bill that tells no TEFA is late by as many days as one that does.
func TestTariLateDays(t *testing.T) {
	r := seregno(t)
	for _, tefa := range []money.Cents{0, 4_59} {
		p := TariPosition{Year: 2026, Total: 103_89, TEFA: tefa}
		late := p.Late(r, Instalment{Number: 1, Of: 1, Due: day(t, "2026-06-18"), Amount: 103_89}, day(t, "2026-07-10"))
		if late.Days != 22 || late.Step.Den != 80 || late.Tax != 103_89 || late.Total != late.Tax+late.Sanction+late.Interest {
			t.Errorf("TEFA %s: %+v", tefa.Italian(), late)
		}
	}
}
