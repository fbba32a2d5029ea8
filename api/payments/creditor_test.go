package payments_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
	"sportello/api/payments"
)

var (
	own      = payments.Account{IBAN: "IT60X0542811101000000123456", Category: "9/0101101IM/", Tax: "3944"}
	province = payments.Account{Creditor: "00000000001", Name: "Provincia di prova", IBAN: "IT60X0542811101000000654321", Category: "9/0201102IM/", Tax: "TEFA"}
	comune   = payments.Creditor{Code: "00000000000", Name: "Comune di prova", Segregation: 7, Entity: "I625",
		Accounts: map[string]payments.Account{"tari": own, "tefa": province, "fines": {IBAN: "IT1", Category: "c"}, "fee": {IBAN: "IT2", Category: "d"}}}
)

// bill is a TARI bill in instalments of these amounts.
func bill(tefa, total money.Cents, amounts ...money.Cents) payments.Position {
	p := payments.Position{ID: "tari/U1/2026", Service: "tari", About: "U1/2026", TEFA: tefa, Total: total}
	for i, a := range amounts {
		p.Notices = append(p.Notices, payments.Notice{NAV: "307", Option: 1, Number: i + 1, Of: len(amounts), Amount: a})
	}
	return p
}

// A bill gives the province its part to the cent, and each instalment its own amount. (calc)
func TestTariIsSplit(t *testing.T) {
	p := bill(9_52, 200_00, 66_67, 66_67, 66_66)
	var got [][2]money.Cents
	var tefa money.Cents
	for _, n := range p.Notices {
		parts, err := comune.Transfers(p, n)
		if err != nil || len(parts) != 2 {
			t.Fatalf("Transfers: %v, %v", parts, err)
		}
		if parts[0].Amount+parts[1].Amount != n.Amount {
			t.Errorf("the parts %v do not make %v", parts, n.Amount)
		}
		got = append(got, [2]money.Cents{parts[0].Amount, parts[1].Amount})
		tefa += parts[1].Amount
	}
	// 66.67 × 9.52 ÷ 200 = 3.173492; 133.34 → 6.346984; 200 → 9.52
	if diff := cmp.Diff([][2]money.Cents{{63_50, 3_17}, {63_49, 3_18}, {63_49, 3_17}}, got); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if tefa != 9_52 {
		t.Errorf("the province gets %v of 9.52", tefa)
	}
}

func TestWhereMoneyGoes(t *testing.T) {
	fine := payments.Position{ID: "fine/V-1", Service: "fines", About: "V/1"}
	fee := payments.Position{ID: "fee/x", Service: "accident_report", About: "x"}
	imu := payments.Position{ID: "imu/x", Service: "imu"}
	half := bill(10_00, 100_00, 100_00)
	half.Notices[0].Paid = 50_00
	without := comune
	without.Accounts = map[string]payments.Account{"tari": own}
	for _, c := range []struct {
		what     string
		creditor payments.Creditor
		p        payments.Position
		n        payments.Notice
		want     []string
		err      error
	}{
		{"a fine is the comune's", comune, fine, payments.Notice{Amount: 1}, []string{"00000000000 IT1"}, nil},
		{"a fee goes where fees go", comune, fee, payments.Notice{Amount: 1}, []string{"00000000000 IT2"}, nil},
		{"IMU without an account", comune, imu, payments.Notice{Amount: 1}, nil, payments.ErrNoAccount},
		{"what is paid", comune, fine, payments.Notice{Amount: 1, Paid: 1}, nil, payments.ErrNothingTo},
		{"half of a bill was paid", comune, half, half.Notices[0], []string{"00000000000 " + own.IBAN, "00000000001 " + province.IBAN}, nil},
		{"no account of the province", without, half, half.Notices[0], []string{"00000000000 " + own.IBAN}, nil},
		{"a bill without TEFA", comune, bill(0, 100_00, 100_00), payments.Notice{Amount: 100_00}, []string{"00000000000 " + own.IBAN}, nil},
		{"all is the province's", comune, bill(100_00, 100_00, 100_00), payments.Notice{Amount: 100_00}, []string{"00000000001 " + province.IBAN}, nil},
	} {
		parts, err := c.creditor.Transfers(c.p, c.n)
		var got []string
		var sum money.Cents
		for _, p := range parts {
			got = append(got, p.Creditor+" "+p.IBAN)
			sum += p.Amount
		}
		if diff := cmp.Diff(c.want, got); diff != "" || !errors.Is(err, c.err) {
			t.Errorf("%s (-want +got):\n%s%v", c.what, diff, err)
		}
		if err == nil && sum != c.n.Owed() {
			t.Errorf("%s: the parts make %v of %v", c.what, sum, c.n.Owed())
		}
	}
}

// FuzzTransfers: the parts of a notice always make what is owed of it, and each of them is something.
func FuzzTransfers(f *testing.F) {
	f.Add(int64(9_52), int64(200_00), int64(66_67), int64(66_67), int64(10))
	f.Add(int64(1), int64(3), int64(1), int64(1), int64(0))
	f.Fuzz(func(t *testing.T, tefa, total, first, second, paid int64) {
		const most = 1_000_000_000_00
		if tefa < 0 || total < 0 || first < 0 || second <= 0 || paid < 0 || max(tefa, total, first, second, paid) > most {
			t.Skip()
		}
		p := bill(money.Cents(tefa), money.Cents(total), money.Cents(first), money.Cents(second))
		n := p.Notices[1]
		n.Paid = money.Cents(paid)
		parts, err := comune.Transfers(p, n)
		var sum money.Cents
		for _, part := range parts {
			if part.Amount <= 0 {
				t.Errorf("a part of %v", part.Amount)
			}
			sum += part.Amount
		}
		if sum != n.Owed() || (err == nil) != (n.Owed() > 0) {
			t.Errorf("parts %v of %v: %v", parts, n.Owed(), err)
		}
	})
}

// The key and value are those of the flow of TARI and TEFA (DOMAIN § 1.11, META-TARI).
func TestMetadataOfTari(t *testing.T) {
	p := bill(10_00, 100_00, 100_00)
	parts, err := comune.Transfers(p, p.Notices[0])
	if err != nil {
		t.Fatal(err)
	}
	want := []payments.Metadata{{Key: "TARI-TEFA-1", Value: "I625|2026|3944"}, {Key: "TARI-TEFA-2", Value: "I625|2026|TEFA"}}
	if diff := cmp.Diff(want, comune.Metadata(p, parts)); diff != "" {
		t.Errorf("metadata (-want +got):\n%s", diff)
	}
	if m := comune.Metadata(payments.Position{ID: "fine/V-1", Service: "fines"}, parts); m != nil {
		t.Errorf("a fine has metadata %v", m)
	}
}

func TestDescription(t *testing.T) {
	for _, c := range []struct {
		p    payments.Position
		n    payments.Notice
		want string
	}{
		{payments.Position{ID: "fine/V-2026-004711", About: "V/2026/004711"}, payments.Notice{Number: 1, Of: 1}, "Verbale V/2026/004711"},
		{payments.Position{ID: "tari/U1/2026", About: "U1/2026"}, payments.Notice{Number: 2, Of: 4}, "TARI 2026, utenza U1, rata 2 di 4"},
		{payments.Position{ID: "tari/A/7/2026", About: "A/7/2026"}, payments.Notice{Number: 1, Of: 1}, "TARI 2026, utenza A/7"},
		{payments.Position{ID: "imu/x", About: "2026/acconto"}, payments.Notice{Number: 1, Of: 1}, "IMU 2026, acconto"},
		{payments.Position{ID: "fee/x", About: "A-1"}, payments.Notice{Number: 1, Of: 1}, "Diritti per la pratica A-1"},
		{payments.Position{ID: "fine/x", About: "a\n\tb"}, payments.Notice{}, "Verbale a b"},
	} {
		if got := c.p.Description(c.n); got != c.want {
			t.Errorf("%s: %q, want %q", c.p.ID, got, c.want)
		}
	}
	long := payments.Position{ID: "fine/x", About: strings.Repeat("è", 200)}.Description(payments.Notice{})
	if n := utf8.RuneCountInString(long); n != 140 { // GPD v3: maxLength 140
		t.Errorf("%d characters, want 140", n)
	}
}

// A notice is ours by its aux digit and segregation code (DOMAIN § 1.2).
func TestOurs(t *testing.T) {
	for nav, want := range map[string]bool{"307000000000000100": true, "308000000000000100": false, "007000000000000100": false, "30700": false, "": false} {
		if comune.Ours(nav) != want {
			t.Errorf("Ours(%q) = %v", nav, !want)
		}
	}
	if (payments.Creditor{}).Ours("300000000000000100") {
		t.Error("a comune without a code has notices")
	}
}
